"""Writes programs that JAX exports for functions of linear algebra, each with its input and what JAX computes as checks.

    python -m venv v && v/bin/pip install jax
    JAX_ENABLE_X64=1 v/bin/python write_programs.py FOLDER

FOLDER/NAME.mlir holds programs of one function on matrices of several dtypes and batches, between lines `// -----`.
Where a result is unique up to signs or order, the function gives what does not depend on them. A result may be off by
64 n eps of its greatest element, for matrices of n rows.
"""
import pathlib, re, sys
import numpy as np
import jax, jax.numpy as jnp, jax.lax.linalg as lax_linalg, jax.scipy.linalg as scipy_linalg

random = np.random.default_rng(7)
everything = ("f4", "f8", "c8", "c16")
some = ("f8", "c8")


def numbers(dtype, *shape):
    x = random.uniform(-1, 1, shape)
    if np.dtype(dtype).kind == "c":
        x = x + 1j * random.uniform(-1, 1, shape)
    return x.astype(dtype)


def square(dtype, *batch, n=4):
    return (numbers(dtype, *batch, n, n) + 3 * np.eye(n)).astype(dtype)


def tall(dtype, *batch, n=4):
    return numbers(dtype, *batch, n + 1 if n else 0, n)


def hermitian(dtype, *batch, n=4):
    a = numbers(dtype, *batch, n, n)
    return a + np.conj(np.swapaxes(a, -1, -2))


def positive(dtype, *batch, n=4):
    a = numbers(dtype, *batch, n, n)
    return (a @ np.conj(np.swapaxes(a, -1, -2)) + np.eye(n)).astype(dtype)


def adjoint(a):
    return jnp.conj(jnp.swapaxes(a, -1, -2))


def qr(mode, **options):
    def function(a):
        q, r, *p = scipy_linalg.qr(a, mode="economic", **options) if options else jnp.linalg.qr(a, mode=mode)
        return [q @ r, adjoint(q) @ q, jnp.abs(jnp.diagonal(r, axis1=-2, axis2=-1)), *p]
    return function


def eigh(a):
    w, v = jnp.linalg.eigh(a)
    return w, (v * w[..., None, :]) @ adjoint(v), adjoint(v) @ v


def svd(full, algorithm=None):
    def function(a):
        u, s, vt = lax_linalg.svd(a, full_matrices=full, algorithm=algorithm)
        k = s.shape[-1]
        return s, (u[..., :k] * s[..., None, :]) @ vt[..., :k, :], adjoint(u) @ u, vt @ adjoint(vt)
    return function


def eig(a):
    w, v = jnp.linalg.eig(a)
    return a @ v - v * w[..., None, :], jnp.sum(w, -1), jnp.prod(w, -1), jnp.sum(jnp.abs(v) ** 2, -2)


def left_eig(a):
    w, l, r = lax_linalg.eig(a, compute_left_eigenvectors=True, compute_right_eigenvectors=True)
    return adjoint(l) @ a - w[..., :, None] * adjoint(l), a @ r - r * w[..., None, :]


def eigvals(a):
    w = jnp.linalg.eigvals(a)
    return jnp.sum(w, -1), jnp.prod(w, -1)


def schur(a):
    t, z = scipy_linalg.schur(a)
    return z @ t @ adjoint(z), adjoint(z) @ z


def hessenberg(a):
    h, q = scipy_linalg.hessenberg(a, calc_q=True)
    return q @ h @ adjoint(q), adjoint(q) @ q, jnp.abs(jnp.diagonal(h, -1, axis1=-2, axis2=-1))


def sqrtm(a):
    r = scipy_linalg.sqrtm(a)
    return (r @ r,)


def pair(make):
    return lambda dtype, *batch, n=4: (make(dtype, *batch, n=n), numbers(dtype, *batch, n, 3))


def tridiagonal(dtype, *batch, n=4):
    return *(numbers(dtype, *batch, n) + (3 if i == 1 else 0) for i in range(3)), numbers(dtype, *batch, n, 2)


def tridiagonal_solve(l, d, u, b):
    return (lax_linalg.tridiagonal_solve(l.at[..., 0].set(0), d, u.at[..., -1].set(0), b),)


def ormqr(a, b):
    r, tau = jnp.linalg.qr(a, mode="raw")
    r = jnp.swapaxes(r, -1, -2)
    there = lax_linalg.ormqr(r, tau, b, left=True, transpose=False)
    right = lax_linalg.ormqr(r, tau, adjoint(b), left=False, transpose=True)
    return lax_linalg.ormqr(r, tau, there, left=True, transpose=True), adjoint(there) @ there, right - adjoint(there)


def single(function):
    return lambda *a: (function(*a),)


# By name of the file: the function, what makes its operands, the dtypes, and whether it takes batches and no elements.
functions = {
    "cholesky": (single(jnp.linalg.cholesky), positive, everything, True, True),
    "lu": (scipy_linalg.lu, square, some, True, True),
    "lu_factor": (scipy_linalg.lu_factor, tall, some, True, False),
    "qr": (qr("reduced"), tall, everything, True, False),
    "qr_complete": (qr("complete"), tall, ("c8",), True, False),
    "qr_pivoted": (qr("", pivoting=True), tall, some, False, False),
    "eigh": (eigh, hermitian, everything, True, False),
    "eigvalsh": (single(jnp.linalg.eigvalsh), hermitian, some, True, False),
    "svd": (svd(False), tall, everything, True, False),
    "svd_full": (svd(True), tall, ("f8",), True, False),
    "svd_wide": (lambda a: svd(True)(jnp.swapaxes(a, -1, -2)), tall, ("c8",), True, False),
    "svd_qr": (svd(False, lax_linalg.SvdAlgorithm.QR), tall, some, True, False),
    "svdvals": (single(lambda a: jnp.linalg.svd(a, compute_uv=False)), tall, some, True, False),
    "solve": (single(jnp.linalg.solve), pair(square), some, True, False),
    "inv": (single(jnp.linalg.inv), square, ("f8",), True, False),
    "det": (single(jnp.linalg.det), square, ("f8",), True, False),
    "slogdet": (jnp.linalg.slogdet, square, ("c8",), True, False),
    "eig": (eig, square, everything, True, False),
    "eig_left": (left_eig, square, some, True, False),
    "eigvals": (eigvals, square, some, True, False),
    "pinv": (single(jnp.linalg.pinv), tall, ("f8",), True, False),
    "matrix_rank": (single(jnp.linalg.matrix_rank), tall, some, True, False),
    "lstsq": (lambda a, b: jnp.linalg.lstsq(a, jnp.concatenate([b, b[:1]]))[:3:2], pair(tall), ("f8",), False, False),
    "lu_solve": (single(lambda a, b: scipy_linalg.lu_solve(scipy_linalg.lu_factor(a), b)), pair(square), ("f8",), False, False),
    "cho_solve": (single(lambda a, b: scipy_linalg.cho_solve(scipy_linalg.cho_factor(a), b)), pair(positive), some, False, False),
    "solve_triangular": (
        lambda a, b: [scipy_linalg.solve_triangular(a, b, trans=t, lower=l, unit_diagonal=u)
                      for t, l, u in ((0, True, True), (1, False, False), (2, True, False))],
        pair(square), ("c8",), True, False),
    "expm": (single(scipy_linalg.expm), square, ("f8",), False, False),
    "hessenberg": (hessenberg, square, ("c8",), True, False),
    "schur": (schur, square, some, False, False),
    "sqrtm": (sqrtm, square, ("f8",), False, False),
    "tridiagonal": (lambda a: lax_linalg.tridiagonal(a, lower=True)[:3], hermitian, some, True, False),
    "tridiagonal_solve": (tridiagonal_solve, tridiagonal, some, True, False),
    "ormqr": (ormqr, lambda dtype, *batch, n=4: (tall(dtype, *batch, n=n), numbers(dtype, *batch, n + 1, 3)), some, True, False),
}


def dense(x):
    def nested(x):
        if x.ndim:
            return "[" + ", ".join(map(nested, x)) + "]"
        if x.dtype.kind == "c":
            return f"({nested(x.real)}, {nested(x.imag)})"
        if x.dtype.kind == "b":
            return str(bool(x)).lower()
        return f"{x:d}" if x.dtype.kind in "iu" else f"{x:.{9 if x.dtype == np.float32 else 17}e}"
    return f"dense<{nested(x) if x.size else ''}>"


def program(function, operands):
    results = [np.asarray(r) for r in jax.tree.leaves(jax.jit(function)(*operands))]
    text = jax.jit(function).lower(*operands).as_text()
    match = re.search(r"^  func\.func public @main\((.*?)\) -> [^\n]* \{\n(.*?)^    return ([^:\n]*) : ([^\n]*)\n  \}\n", text, re.S | re.M)
    arguments = re.findall(r"(%arg\d+): (tensor<[^ ]*>)", match[1])
    assert len(arguments) == len(operands), match[1]
    lines = [f"    {name} = stablehlo.constant {dense(np.asarray(x))} : {type}" for (name, type), x in zip(arguments, operands)]
    lines.append(match[2].rstrip("\n"))
    n = operands[0].shape[-1]
    for index, (value, type, want) in enumerate(zip(match[3].split(", "), re.findall(r"tensor<[^ ,]*>", match[4]), results)):
        lines.append(f"    %want{index} = stablehlo.constant {dense(want)} : {type}")
        comparison = "eq"
        if want.dtype.kind in "fc":
            bound = 64 * max(n, 1) * np.finfo(want.dtype).eps * max(1, np.max(np.abs(want), initial=0))
            comparison = f"almost_eq {bound:.1e}"
        lines.append(
            f"    stablehlo.custom_call @check.expect_almost_eq({value}, %want{index}) "
            f'{{backend_config = "{comparison}", has_side_effect = true}} : ({type}, {type}) -> ()')
    main = "  func.func public @main() {\n" + "\n".join(lines) + "\n    return\n  }\n"
    return text[: match.start()] + main + text[match.end() :]


folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, (function, make, dtypes, has_batches, has_empty) in functions.items():
    programs = []

    def add(*shape, **options):
        operands = make(*shape, **options)
        programs.append(program(function, operands if isinstance(operands, tuple) else (operands,)))

    for index, dtype in enumerate(dtypes):
        # Every other one is a batch.
        add(dtype, *([3] if has_batches and index % 2 == len(dtypes) // 3 else []))
    if has_batches:
        add("f4", 0)
    if has_empty:
        add("f4", n=0)
    (folder / f"{name}.mlir").write_text("// -----\n".join(programs))
    print(name, len(programs), sum(map(len, programs)))
