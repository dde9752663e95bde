#!/usr/bin/env python3
"""Fits the longer polynomials of Sources/JAXPrimitives/ElementaryFunctions: those of functions that have no closed form
in a few operations, and those of files that name this tool.

Each entry of TABLE is a function, an interval, the center of the polynomial's variable, and a number of coefficients.
The polynomial goes through the function at the Chebyshev nodes of the interval, which is within a small factor of the
best; its coefficients are rounded to float64. Prints them, lowest first, as Swift literals, with the largest relative
error.

    interpolate.py [NAME ...]      needs mpmath
"""
import sys
from mpmath import (asin, atanh, besseli, cos, cosh, cospi, erfc, exp, expm1, findroot, log, loggamma, lu_solve,
                    matrix, mp, mpf, nstr, pi, polyval, psi, sin, sinh, sinpi, sqrt)

mp.dps = 50
m = mpf
half = m("0.5")


def rounded(value, bits):
    if value == 0:
        return mpf(0)
    saved, mp.prec = mp.prec, bits
    result = +value
    mp.prec = saved
    return result


def interpolated(f, a, b, center, count, bits=53):
    """Coefficients in x - center, and the largest relative error."""
    nodes = [(a + b) / 2 + (b - a) / 2 * cos(pi * (2 * i + 1) / (2 * count)) for i in range(count)]
    powers, values = matrix(count, count), matrix(count, 1)
    for i, x in enumerate(nodes):
        for k in range(count):
            powers[i, k] = (x - center) ** k
        values[i] = f(x)
    mp.dps = 120
    solution = lu_solve(powers, values)
    mp.dps = 50
    coefficients = [rounded(solution[k], bits) for k in range(count)]
    points = [(a + b) / 2 + (b - a) / 2 * cos(pi * i / 300) for i in range(301)]
    worst = max(abs(polyval(coefficients[::-1], x - center) / f(x) - 1) for x in points)
    return coefficients, worst


# Each function below is given by its series where its closed form would cancel.

def odd(f, first, second):
    """(f(x) / x - 1) / x^2 in z = x^2; its Taylor series begins first + second z."""
    return lambda z: (f(sqrt(z)) / sqrt(z) - 1) / z if z > m("1e-16") else first + second * z


def cosine_tail(z):
    return (cos(sqrt(z)) - 1 + z / 2) / z ** 2 if z > m("1e-12") else m(1) / 24 - z / 720 + z * z / 40320


def hyperbolic_cosine_tail(z):
    return (cosh(sqrt(z)) - 1 - z / 2) / z ** 2 if z > m("1e-12") else m(1) / 24 + z / 720 + z * z / 40320


def erfc_factor(k):
    """erfc(x) exp(x^2) (x + k) in t = (x - k) / (x + k)."""
    def value(t):
        x = k * (1 + t) / (1 - t)
        return erfc(x) * exp(x * x) * (x + k)
    return value


def erf_inverse(w):
    """y / x with erf(y) = x, w = -log(1 - x^2), by Newton's method on log erfc."""
    if w < m("1e-30"):
        return sqrt(pi) / 2
    x = sqrt(-expm1(-w))
    complement = exp(-w) / (1 + x)
    y = sqrt(w) if w > 1 else x * sqrt(pi) / 2
    for _ in range(80):
        e = erfc(y)
        step = log(e / complement) / (2 / sqrt(pi) * exp(-y * y) / e)
        y += step
        if abs(step) < m(10) ** -42:
            break
    return y / x


def log_gamma(t):
    """log gamma(2 + t) / (t (t + 1))"""
    if abs(t) < m("1e-30"):
        return psi(0, m(2))
    if abs(t + 1) < m("1e-30"):
        return -psi(0, m(1))
    return loggamma(2 + t) / (t * (t + 1))


def stirling(y):
    """What is missing to Stirling's formula, times x, in y = 1 / x^2."""
    if y < m("1e-12"):
        return m(1) / 12 - y / 360 + y * y / 1260
    x = 1 / sqrt(y)
    return (loggamma(x) - (x - half) * log(x) + x - half * log(2 * pi)) * x


root = findroot(lambda x: psi(0, x), m("1.4616321449683623412626595"))


def digamma(x):
    return psi(1, root) if abs(x - root) < m("1e-25") else psi(0, x) / (x - root)


def digamma_tail(y):
    if y < m("1e-12"):
        return m(1) / 12 - y / 120 + y * y / 252
    x = 1 / sqrt(y)
    return (log(x) - 1 / (2 * x) - psi(0, x)) * x * x


def bessel_near(order):
    if order == 0:
        return lambda x: besseli(0, x) * exp(-x) * (1 + x)
    return lambda x: besseli(1, x) * exp(-x) * (1 + x) / x if x > m("1e-25") else half


def bessel_far(order):
    def value(u):
        if u >= m("1e-4"):
            return besseli(order, 1 / u) * exp(-1 / u) / sqrt(u)
        total = term = m(1)
        for k in range(1, 13):
            term *= -(4 * order * order - (2 * k - 1) ** 2) / m(8 * k) * u
            total += term
        return total / sqrt(2 * pi)
    return value


def sine_of_pi(z):
    return sinpi(sqrt(z)) / sqrt(z) / pi if z > m("1e-40") else m(1)


def cosine_of_pi(z):
    return cospi(sqrt(z)) / (1 - 4 * z) if abs(z - m("0.25")) > m("1e-20") else pi / 4


asin_tail, sinh_tail = odd(asin, m(1) / 6, m(3) / 40), odd(sinh, m(1) / 6, m(1) / 120)
atanh_tail, sin_tail = odd(atanh, m(1) / 3, m(1) / 5), odd(sin, -m(1) / 6, m(1) / 120)
in_root = lambda u: erf_inverse(u * u)
zero = m(0)

# name: (function, from, to, center, coefficients)
TABLE = {
    "tan32.sin": (sin_tail, zero, m("0.6185"), zero, 4),
    "tan32.cos": (cosine_tail, zero, m("0.6185"), zero, 4),
    "asin32": (asin_tail, zero, m("0.25"), zero, 8),
    "asin64": (asin_tail, zero, m("0.25"), zero, 14),
    "sinh32": (sinh_tail, zero, m("0.1206"), zero, 3),
    "sinh64": (sinh_tail, zero, m("0.1206"), zero, 6),
    "cosh32": (hyperbolic_cosine_tail, zero, m("0.1206"), zero, 3),
    "cosh64": (hyperbolic_cosine_tail, zero, m("0.1206"), zero, 6),
    "atanh32": (atanh_tail, zero, m("0.0405"), zero, 5),
    "atanh64": (atanh_tail, zero, m("0.0405"), zero, 11),
    "erfc32": (erfc_factor(m(3)), m(-1), m("7.2") / m("13.2"), zero, 13),
    "erfc64": (erfc_factor(m("3.75")), m(-1), m("23.55") / m("31.05"), zero, 28),
    "erfinv32.near": (erf_inverse, zero, m(5), m("2.5"), 12),
    "erfinv32.far": (in_root, sqrt(m(5)), m("4.01"), m(3), 12),
    "erfinv64.near": (erf_inverse, zero, m("6.25"), m("3.125"), 26),
    "erfinv64.middle": (in_root, m("2.5"), m(4), m("3.25"), 21),
    "erfinv64.far": (in_root, m(4), m("6.01"), m(5), 19),
    "lgamma32": (log_gamma, m(-1), m(1), zero, 17),
    "lgamma64": (log_gamma, m(-1), m(1), zero, 29),
    "stirling32": (stirling, zero, m(1) / 64, zero, 4),
    "stirling64": (stirling, zero, m(1) / 64, zero, 8),
    "digamma32": (digamma, m(1), m(2), m("1.5"), 12),
    "digamma64": (digamma, m(1), m(2), m("1.5"), 22),
    "digamma32.tail": (digamma_tail, zero, m(1) / 64, zero, 4),
    "digamma64.tail": (digamma_tail, zero, m(1) / 64, zero, 9),
    "i0_32.near": (bessel_near(0), zero, m(8), m(4), 20),
    "i0_64.near": (bessel_near(0), zero, m(8), m(4), 30),
    "i1_32.near": (bessel_near(1), zero, m(8), m(4), 20),
    "i1_64.near": (bessel_near(1), zero, m(8), m(4), 30),
    "i0_32.far": (bessel_far(0), zero, m(1) / 8, m(1) / 16, 8),
    "i0_64.far": (bessel_far(0), zero, m(1) / 8, m(1) / 16, 24),
    "i1_32.far": (bessel_far(1), zero, m(1) / 8, m(1) / 16, 8),
    "i1_64.far": (bessel_far(1), zero, m(1) / 8, m(1) / 16, 24),
    "sinpi32": (sine_of_pi, zero, m("0.25"), zero, 6),
    "sinpi64": (sine_of_pi, zero, m("0.25"), zero, 10),
    "cospi32": (cosine_of_pi, zero, m("0.25"), zero, 6),
    "cospi64": (cosine_of_pi, zero, m("0.25"), zero, 10),
}

for name in sys.argv[1:] or TABLE:
    coefficients, worst = interpolated(*TABLE[name])
    print(f"{name}: {len(coefficients)} coefficients, error 2^{nstr(log(worst, 2), 4)}")
    print("  " + ", ".join(float(c).hex() for c in coefficients), flush=True)
