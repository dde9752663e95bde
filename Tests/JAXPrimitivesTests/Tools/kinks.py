#!/usr/bin/env python3
"""Writes ../Data/kinks.txt: what JAX takes for the derivative where there is none, or where it is infinite.

An entry is four lines: a name, a graph of float64, its arguments, and JAX's figures: the gradient of `Σ (i + 1) · yᵢ`
over the elements yᵢ of the result, for each argument; then, for arguments that are scalars, the derivative along each
alone, of the same sum. Arguments are divided by `|`.

    kinks.py          needs jax
"""
import os

os.environ["JAX_ENABLE_X64"] = "1"
import jax
import jax.numpy as jnp
from jax import lax

inf, nan = float("inf"), float("nan")


def unary(name, function, *points):
    """The entries of a primitive of one scalar at each of the points."""
    return [(f"{name} at {x}", f"%1 = {name} %0 : f64[]", function, [x]) for x in points]


def binary(name, function, *points):
    return [(f"{name} at {a}, {b}", f"%2 = {name} %0, %1 : f64[]", function, [a, b]) for a, b in points]


def reduction(name, function, *points):
    return [(f"{name} of {x}", f"%1 = {name} %0 {{axes = [0]}} : f64[]", function, [x]) for x in points]


def relu(x):
    return jnp.maximum(x, 0.0)


RELU = """%1 = constant {literal = f64[](0.0)} : f64[]
%2 = maximum %0, %1 : f64[]"""
LOGARITHM = """%1 = log %0 : f64[]
%2 = multiply %0, %1 : f64[]"""
# Zero is kept from the result only, or from the logarithm too.
UNSAFE = """%1 = log %0 : f64[]
%2 = multiply %0, %1 : f64[]
%3 = constant {literal = f64[](0.0)} : f64[]
%4 = compare %0, %3 {comparison = gt} : bool[]
%5 = select %4, %2, %3 : f64[]"""
SAFE = """%1 = constant {literal = f64[](0.0)} : f64[]
%2 = constant {literal = f64[](1.0)} : f64[]
%3 = compare %0, %1 {comparison = gt} : bool[]
%4 = select %3, %0, %2 : f64[]
%5 = log %4 : f64[]
%6 = multiply %4, %5 : f64[]
%7 = select %3, %6, %1 : f64[]"""
NORM = """%1 = multiply %0, %0 : f64[2]
%2 = reduce_sum %1 {axes = [0]} : f64[]
%3 = sqrt %2 : f64[]"""


def complex_part(name, function):
    """A function of a complex number, of which the real part is taken, at 0."""
    dtype = "f64" if name == "abs" else "c128"
    text = f"""%2 = complex %0, %1 : c128[]
%3 = {name} %2 : {dtype}[]
%4 = real %3 : f64[]"""
    return (f"complex {name} at 0", text, lambda a, b: jnp.real(function(lax.complex(a, b))), [0.0, 0.0])


def where(condition, x, y):
    return jnp.where(condition, x, y)


def sorted_keys(x):
    return lax.sort(x)


SORT = """%1 = sort %0 {axis = 0} (%0: f64[], %1: f64[]) {
  %2 = compare %0, %1 {comparison = lt} : bool[]
  return %2
} : f64[4]"""
SORT_PAIRS = """%2, %3 = sort %0, %1 {axis = 0} (%0: f64[], %1: f64[], %2: f64[], %3: f64[]) {
  %4 = compare %0, %1 {comparison = lt} : bool[]
  return %4
} : f64[4], f64[4]
%4 = add %2, %3 : f64[4]"""


def window(body, comparison):
    return f"""%1 = constant {{literal = f64[]({comparison})}} : f64[]
%2 = reduce_window %0, %1 {{sizes = [2], strides = [1], dilations = [1], base_dilations = [1], low = [0], high = [0]}} (%0: f64[], %1: f64[]) {{
  %2 = {body} %0, %1 : f64[]
  return %2
}} : f64[3]"""


def cumulation(body, initial):
    return f"""%1 = constant {{literal = f64[]({initial})}} : f64[]
%2 = cumulate %0, %1 {{axis = 0}} (%0: f64[], %1: f64[]) {{
  %2 = {body} %0, %1 : f64[]
  return %2
}} : f64[4]"""


def scatter(body):
    text = "return %1" if body is None else f"%2 = {body} %0, %1 : f64[]\n  return %2"
    return f"""%2 = constant {{literal = i32[3](1, 1, 0)}} : i32[3]
%3 = scatter %0, %2, %1 {{collapsed_axes = [0], indexed_axes = [0], index_vector_axis = 1}} (%0: f64[], %1: f64[]) {{
  {text}
}} : f64[2]"""


def scattered(method):
    return lambda x, u: getattr(x.at[jnp.array([1, 1, 0])], method)(u)


ENTRIES = (
    unary("abs", jnp.abs, 0.0, -0.0)
    + unary("sign", jnp.sign, 0.0)
    + unary("floor", jnp.floor, 2.0)
    + unary("ceil", jnp.ceil, 2.0)
    + unary("round_nearest_even", jnp.round, 2.5)
    + unary("sqrt", jnp.sqrt, 0.0, inf)
    + unary("rsqrt", lax.rsqrt, 0.0, inf)
    + unary("cbrt", jnp.cbrt, 0.0)
    + unary("log", jnp.log, 0.0)
    + unary("log1p", jnp.log1p, -1.0)
    + unary("exp", jnp.exp, -inf, inf)
    + unary("expm1", jnp.expm1, -inf)
    + unary("tanh", jnp.tanh, -inf, inf)
    + unary("logistic", lax.logistic, -inf, inf, -800.0, 800.0)
    + unary("erf", lax.erf, inf)
    + unary("erfc", lax.erfc, inf)
    + unary("erf_inv", lax.erf_inv, 1.0, -1.0, 0.0)
    + unary("asin", lax.asin, 1.0, -1.0)
    + unary("acos", lax.acos, 1.0, -1.0)
    + unary("atan", lax.atan, inf)
    + unary("acosh", lax.acosh, 1.0)
    + unary("atanh", lax.atanh, 1.0, -1.0)
    + unary("asinh", lax.asinh, 0.0)
    + unary("lgamma", lax.lgamma, 0.0, -1.0)
    + unary("digamma", lax.digamma, 0.0)
    + unary("bessel_i0e", lax.bessel_i0e, 0.0)
    + unary("bessel_i1e", lax.bessel_i1e, 0.0)
    + binary("maximum", lax.max, (2.0, 2.0), (0.0, -0.0), (nan, 1.0), (1.0, nan), (inf, inf))
    + binary("minimum", lax.min, (2.0, 2.0), (-0.0, 0.0), (nan, 1.0), (-inf, -inf))
    + binary("divide", lax.div, (1.0, 0.0), (0.0, 0.0), (0.0, 2.0), (1.0, inf))
    + binary("remainder", lax.rem, (4.0, 2.0), (-5.0, 3.0), (5.0, -3.0), (0.0, 1.0))
    + binary("atan2", lax.atan2, (0.0, 0.0), (0.0, 1.0), (0.0, -1.0), (1.0, 0.0))
    + binary(
        "pow", lax.pow,
        (0.0, 0.0), (0.0, 0.5), (0.0, 1.0), (0.0, 2.0), (0.0, -1.0), (3.0, 0.0), (-2.0, 3.0), (-2.0, 0.0), (1.0, inf),
    )
    + binary("next_after", lax.nextafter, (1.0, 2.0))
    + [
        (f"clamp {b}", "%3 = clamp %0, %1, %2 : f64[]", lax.clamp, b)
        for b in [[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [0.0, 2.0, 1.0], [0.0, -1.0, 1.0], [2.0, 0.5, 1.0], [1.0, 1.0, 1.0], [0.0, nan, 1.0]]
    ]
    + [
        (f"relu at {x}", RELU, relu, [x]) for x in [0.0, -1.0, 1.0]
    ]
    + [
        ("x log x at 0", LOGARITHM, lambda x: x * jnp.log(x), [0.0]),
        ("where(x > 0, x log x, 0) at 0", UNSAFE, lambda x: where(x > 0, x * jnp.log(x), 0.0), [0.0]),
        (
            "x log x of where(x > 0, x, 1) at 0", SAFE,
            lambda x: where(x > 0, (s := where(x > 0, x, 1.0)) * jnp.log(s), 0.0), [0.0],
        ),
        ("norm at 0", NORM, lambda x: jnp.sqrt(jnp.sum(x * x)), [[0.0, 0.0]]),
        complex_part("abs", jnp.abs),
        complex_part("sign", lax.sign),
        complex_part("sqrt", jnp.sqrt),
        complex_part("log", jnp.log),
    ]
    + reduction("reduce_max", jnp.max, [1.0, 3.0, 3.0], [2.0, 2.0, 2.0], [nan, 1.0], [0.0, -0.0], [-inf, -inf])
    + reduction("reduce_min", jnp.min, [1.0, 1.0, 3.0], [inf, inf])
    + reduction("reduce_product", jnp.prod, [2.0, 0.0, 3.0], [0.0, 0.0, 3.0], [5.0])
    + [
        ("sort of ties", SORT, sorted_keys, [[2.0, 1.0, 2.0, 1.0]]),
        ("sort of zeros", SORT, sorted_keys, [[0.0, -0.0, 0.0, -0.0]]),
        (
            "sort of pairs with ties", SORT_PAIRS,
            lambda k, v: sum(lax.sort((k, v), num_keys=1)), [[2.0, 1.0, 2.0, 1.0], [1.0, 2.0, 3.0, 4.0]],
        ),
        (
            "windows of equal maxima", window("maximum", "0xfff0000000000000"),
            lambda x: lax.reduce_window(x, -jnp.inf, lax.max, (2,), (1,), "VALID"), [[1.0, 2.0, 2.0, 1.0]],
        ),
        (
            "windows of equal minima", window("minimum", "0x7ff0000000000000"),
            lambda x: lax.reduce_window(x, jnp.inf, lax.min, (2,), (1,), "VALID"), [[1.0, 1.0, 1.0, 2.0]],
        ),
        ("running maximum with ties", cumulation("maximum", "0xfff0000000000000"), lambda x: lax.cummax(x), [[1.0, 2.0, 2.0, 1.0]]),
        ("running minimum with ties", cumulation("minimum", "0x7ff0000000000000"), lambda x: lax.cummin(x), [[2.0, 1.0, 1.0, 3.0]]),
        ("running product with a zero", cumulation("multiply", "1.0"), lambda x: lax.cumprod(x), [[2.0, 0.0, 3.0, 4.0]]),
        ("scattered sum of duplicates", scatter("add"), scattered("add"), [[1.0, 2.0], [3.0, 4.0, 5.0]]),
        ("scattered maximum with ties", scatter("maximum"), scattered("max"), [[3.0, 2.0], [2.0, 2.0, 1.0]]),
        ("scattered minimum with ties", scatter("minimum"), scattered("min"), [[3.0, 2.0], [2.0, 2.0, 3.0]]),
        ("scattered duplicates", scatter(None), scattered("set"), [[1.0, 2.0], [3.0, 4.0, 5.0]]),
        (
            "slice beyond the end",
            "%1 = constant {literal = i32[](9)} : i32[]\n%2 = dynamic_slice %0, %1 {sizes = [2]} : f64[2]",
            lambda x: lax.dynamic_slice(x, (9,), (2,)), [[1.0, 2.0, 3.0]],
        ),
    ]
)


def figures(function, arguments):
    """The gradients, and the derivatives along each scalar argument alone."""
    values = [jnp.asarray(x, jnp.float64) for x in arguments]

    def total(*x):
        result = function(*x)
        return jnp.sum(result * jnp.arange(1.0, result.size + 1).reshape(result.shape))

    gradients = jax.grad(total, argnums=tuple(range(len(values))))(*values)
    forward = []
    for position, value in enumerate(values):
        if value.ndim == 0:
            alone = lambda x: total(*values[:position], x, *values[position + 1:])
            forward.append(jax.jvp(alone, (value,), (jnp.ones_like(value),))[1])
    return gradients, forward


def text(tensors):
    return " | ".join(" ".join(repr(float(x)) for x in jnp.ravel(jnp.asarray(t))) for t in tensors)


if __name__ == "__main__":
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Data")
    with open(os.path.join(folder, "kinks.txt"), "w") as file:
        for name, body, function, arguments in ENTRIES:
            types = ["f64[]" if not isinstance(x, list) else f"f64[{len(x)}]" for x in arguments]
            parameters = ", ".join(f"%{i}: {t}" for i, t in enumerate(types))
            lines = [line.strip() for line in body.split("\n")]
            last = next(line for line in reversed(body.split("\n")) if line.startswith(("%", "}")))
            result = [line for line in body.split("\n") if line.startswith("%")][-1].split(" = ")[0]
            graph = f"graph main({parameters}) {{ {' '.join(lines)} return {result} }}"
            gradients, forward = figures(function, arguments)
            file.write(f"{name}\n{graph}\n{text(arguments)}\n{text(gradients)} ; {text(forward)}\n")
