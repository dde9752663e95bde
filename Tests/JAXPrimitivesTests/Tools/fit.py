#!/usr/bin/env python3
"""Fits the polynomials of Sources/JAXPrimitives/ElementaryFunctions.

Each entry of TABLE is a function, an interval, a weight and a number of coefficients. The fit is the weighted
near-minimax polynomial (Lawson's iteration, in 60 digits). Coefficients are then rounded to the format
one after the other, lowest first, and the rest is fitted again each time, so that rounding the large ones
costs nothing (Brisebarre, Muller, Tisserand, "Computing machine-efficient polynomial approximations", 2006,
in its simplest form). Prints the coefficients, lowest first, as Swift literals, with the error that is left.

    fit.py [NAME ...]      needs mpmath
"""
import sys
from mpmath import mp, mpf, mpc, exp, log, log1p, expm1, tanh, erf, erfc, sin, cos, atan, pi, sqrt, fac

mp.dps = 60


def rounded(value, bits):
    """`value` to `bits` bits, to nearest."""
    if value == 0:
        return mpf(0)
    saved, mp.prec = mp.prec, bits
    result = +value
    mp.prec = saved
    return mpf(result)


def minimax(f, weight, a, b, count, first=0, iterations=60):
    """Near-minimax of `weight * (f - sum c_k x^(first + k))`, k < count, on [a, b]: coefficients, error.

    Lawson's iteratively reweighted least squares: unlike an exchange it needs no Haar condition, which a basis
    without its constant has not where the interval holds 0."""
    size = 12 * (count + 2)
    points = [(a + b) / 2 - (b - a) / 2 * mp.cos(pi * (i + mpf("0.5")) / size) for i in range(size)]
    wanted = [f(x) * weight(x) for x in points]
    basis = [[weight(x) * x ** (first + k) for k in range(count)] for x in points]
    share = [mpf(1) / size] * size
    best = None
    for _ in range(iterations):
        system = mp.matrix(count, count)
        right = mp.matrix(count, 1)
        for row, value, s in zip(basis, wanted, share):
            for k in range(count):
                scaled = s * row[k]
                right[k] += scaled * value
                for l in range(k + 1):
                    system[k, l] += scaled * row[l]
        for k in range(count):
            for l in range(k):
                system[l, k] = system[k, l]
        solution = mp.lu_solve(system, right)
        errors = [abs(v - sum(c * r for c, r in zip(solution, row))) for row, v in zip(basis, wanted)]
        largest = max(errors)
        if best is None or largest < best[1]:
            best = ([solution[k] for k in range(count)], largest)
        share = [s * e for s, e in zip(share, errors)]
        total = sum(share)
        share = [s / total for s in share]
    return best


def fit(f, weight, a, b, count, bits, refits=None):
    """Minimax coefficients rounded to `bits` bits (an int, or one per coefficient) and the error left."""
    widths = [bits] * count if isinstance(bits, int) else bits
    fixed = []
    for k in range(count if refits is None else min(refits, count)):
        def rest(x):
            return f(x) - sum(c * x ** i for i, c in enumerate(fixed))
        coefficients, ideal = minimax(rest, weight, a, b, count - k, first=k)
        if k == 0:
            best = ideal
        fixed.append(rounded(coefficients[0], widths[k]))
    fixed += [rounded(c, w) for c, w in zip(coefficients[1:], widths[len(fixed):])]
    size = 500
    points = [(a + b) / 2 - (b - a) / 2 * mp.cos(pi * i / (size - 1)) for i in range(size)]
    left = max(abs((f(x) - sum(c * x ** i for i, c in enumerate(fixed))) * weight(x)) for x in points)
    return fixed, best, left


def series(f, terms):
    """`f`, but by its Taylor series near 0, where the closed form would cancel: `terms` gives coefficient k."""
    table = [terms(k) for k in range(60)]

    def value(x):
        if abs(x) < mpf("0.05"):
            return sum(c * x ** k for k, c in enumerate(table))
        return f(x)
    return value


ln2 = log(mpf(2))
half = ln2 / 2 + mpf("1e-3")
f1, f2 = 1 / sqrt(mpf(2)) - 1, sqrt(mpf(2)) - 1
s2 = ((sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)) ** 2

exp_tail = series(lambda r: (exp(r) - 1 - r) / r ** 2, lambda k: 1 / fac(k + 2))
exp_weight = lambda r: r * r / exp(r)
# For expm1: relative to the smaller of the two, so that one polynomial serves the family.
expm1_weight = lambda r: abs(r * r / expm1(r)) if r != 0 else mpf(0)
log_tail = series(lambda f: (log1p(f) - f + f * f / 2) / f ** 3, lambda k: mpf((-1) ** k) / (k + 3))
log_weight = lambda f: f ** 3 / log1p(f) if f != 0 else mpf(0)


def odd(f, first, terms):
    """`(f(x) / x - first) / x²` as a function of z = x²; `terms(k)` its Taylor coefficients."""
    return series(lambda z: (f(sqrt(z)) / sqrt(z) - first) / z, terms)


def odd_weight(f):
    return lambda z: z * sqrt(z) / f(sqrt(z)) if z != 0 else mpf(0)


def tanh_terms(k):
    n = k + 2
    return mpf(2) ** (2 * n) * (mpf(2) ** (2 * n) - 1) * mp.bernoulli(2 * n) / fac(2 * n)


atan_terms = lambda k: mpf((-1) ** (k + 1)) / (2 * k + 3)
sin_terms = lambda k: mpf((-1) ** (k + 1)) / fac(2 * k + 3)
erf_terms = lambda k: 2 / sqrt(pi) * mpf((-1) ** k) / (fac(k) * (2 * k + 1))
atanh_log = series(lambda z: (log((1 + sqrt(z)) / (1 - sqrt(z))) / sqrt(z) - 2) / z, lambda k: mpf(2) / (2 * k + 3))
cos_tail = series(lambda z: (cos(sqrt(z)) - 1 + z / 2) / z ** 2, lambda k: mpf((-1) ** k) / fac(2 * k + 4))
quarter = (pi / 4 + mpf("1e-3")) ** 2
erf_over_x = series(lambda z: erf(sqrt(z)) / sqrt(z), erf_terms)

cbrt_tail = series(lambda h: ((1 - h) ** (-mpf(2) / 3) - 1) / h,
                   lambda k: mp.binomial(-mpf(2) / 3, k + 1) * (-1) ** (k + 1))
rsqrt_tail = series(lambda h: ((1 - h) ** (-mpf(1) / 2) - 1) / h,
                    lambda k: mp.binomial(-mpf(1) / 2, k + 1) * (-1) ** (k + 1))
# The errors of the first estimates by integer arithmetic on the bits.
cbrt_span, rsqrt_span = mpf("0.1029"), mpf("0.0683")

# name: (function, weight, from, to, coefficients, bits, how many are rounded one by one)
TABLE = {
    "exp32": (exp_tail, expm1_weight, -half, half, 6, 24, None),
    "exp64": (exp_tail, expm1_weight, -half, half, 11, 53, 3),
    "log32": (log_tail, log_weight, f1, f2, 8, 24, None),
    "log1p.low": (lambda f: 1 / (1 + f), lambda f: 1 + f, f1, f2, 3, 24, 1),
    "log64": (atanh_log, lambda z: z / 2, mpf(0), s2, 7, 53, 3),
    "tanh32": (odd(tanh, 1, tanh_terms), odd_weight(tanh), mpf(0), mpf("0.7225"), 6, 24, None),
    "tanh32.far": (lambda u: -2 / (1 + u), lambda u: u * (1 + u) / (1 - u), mpf(0), exp(mpf("-1.7")), 6, 24, None),
    "tanh32.power": (lambda r: exp(-2 * r), lambda r: exp(2 * r), -half / 2, half / 2, 7, 24, None),
    "erf32.small": (lambda z: erf_over_x(z) - 1, lambda z: 1 / erf_over_x(z), mpf(0), mpf(1), 7, 24, None),
    "erf32.large": (lambda t: erf(t + mpf("2.4375")), lambda t: mpf(1), mpf("-1.4375"), mpf("1.5"), 15, 24, None),
    "sin32": (odd(sin, 1, sin_terms), odd_weight(sin), mpf(0), (pi / 2 + mpf("1e-3")) ** 2, 5, 53, 2),
    "atan32": (odd(atan, 1, atan_terms), odd_weight(atan), mpf(0), mpf(1), 11, 53, 2),
    "log2.32": (series(lambda z: log((1 + sqrt(z)) / (1 - sqrt(z))) / sqrt(z) / ln2,
                       lambda k: mpf(2) / (2 * k + 1) / ln2), lambda z: mpf(1) / 2, mpf(0), s2, 6, 53, 3),
    "exp2.32": (series(lambda r: (mpf(2) ** r - 1) / r, lambda k: ln2 ** (k + 1) / fac(k + 1)),
                lambda r: r / mpf(2) ** r, mpf("-0.501"), mpf("0.501"), 7, 53, 3),
    "cbrt32": (cbrt_tail, abs, -cbrt_span, cbrt_span, 6, 24, 3),
    "cbrt64": (cbrt_tail, abs, -cbrt_span, cbrt_span, 12, 53, 3),
    "rsqrt32": (rsqrt_tail, abs, -rsqrt_span, rsqrt_span, 5, 24, 3),
    "rsqrt64": (rsqrt_tail, abs, -rsqrt_span, rsqrt_span, 11, 53, 3),
    "sin64": (odd(sin, 1, sin_terms), odd_weight(sin), mpf(0), quarter, 6, 53, 3),
    "cos64": (cos_tail, lambda z: z * z / cos(sqrt(z)), mpf(0), quarter, 6, 53, 3),
    "atan64": (odd(atan, 1, atan_terms), odd_weight(atan), mpf(0), (sqrt(mpf(2)) - 1 + mpf("1e-3")) ** 2, 11, 53, 3),
    "pow64": (series(lambda z: ((log((1 + sqrt(z)) / (1 - sqrt(z))) / sqrt(z) / 2 - 1) / z - mpf(1) / 3) / z,
                     lambda k: mpf(1) / (2 * k + 5)), lambda z: z * z, mpf(0), s2, 8, 53, 2),
    "erf64.small": (lambda z: erf_over_x(z) - 1, lambda z: 1 / erf_over_x(z), mpf(0), mpf("0.9025"), 12, 53, 4),
    # erfc(x) exp(x²) in t = x - 2, accurate where erfc(x) matters beside 1.
    "erf64.large": (lambda t: erfc(t + 2) * exp((t + 2) ** 2), lambda t: exp(-(t + 2) ** 2), mpf("-1.05"), mpf(4), 22, 53, 6),
}


def main(names):
    for name in names or TABLE:
        f, weight, a, b, count, bits, refits = TABLE[name]
        coefficients, ideal, left = fit(f, weight, a, b, count, bits, refits)
        print(f"{name}: {count} coefficients, error 2^{mp.nstr(log(ideal, 2), 5)}, rounded 2^{mp.nstr(log(left, 2), 5)}")
        print("  " + ", ".join(float(c).hex() for c in coefficients), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
