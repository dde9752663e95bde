#!/usr/bin/env python3
"""Writes ../Data/hardpoints.txt: arguments of the elementary functions in float64 with their exact values.

A line is `function x [y] result fraction`: bits in hexadecimal, and what the exact value is away from `result`,
the nearest float64, in units in the last place. Arguments are spread over all exponents, over the places where
the algorithms change and where they were seen to be worst, and hard cases from the literature.

    hardpoints.py          needs mpmath
"""
import os
import random
import struct
from mpmath import mp, mpf

mp.prec = 1400
random.seed(20)
POINTS = 90


def bits(x):
    return struct.unpack("<Q", struct.pack("<d", x))[0]


def double(b):
    return struct.unpack("<d", struct.pack("<Q", b))[0]


def nearest(value):
    """The float64 nearest to `value`, and how far `value` is from it, in its units in the last place."""
    if value == 0:
        return 0.0, mpf(0)
    exponent = max(int(mp.floor(mp.log(abs(value), 2))), -1022)
    if abs(value) >= mpf(2) ** (exponent + 1):
        exponent += 1
    unit = mpf(2) ** (exponent - 52)
    count = mp.nint(value / unit)
    if exponent > 1023 or abs(count) >= 2 ** 53 and exponent == 1023:
        return float("inf") if value > 0 else float("-inf"), mpf(0)
    # count * 2**(exponent - 52) may be denormal: two exact steps.
    rounded = float(int(count)) * 2.0 ** max(exponent - 52, -1022)
    if exponent - 52 < -1022:
        rounded *= 2.0 ** (exponent - 52 + 1022)
    return rounded, value / unit - count


def power(x, y):
    return x ** int(y) if y == int(y) and abs(y) < 10 ** 6 else mp.exp(y * mp.log(x))


def log_gamma(x):
    return mp.log(abs(mp.gamma(x))) if x < 1e4 else mp.loggamma(x)


def zeta(x, q):
    """By Euler and Maclaurin's formula: the function of mpmath is imprecise where both are large."""
    w = q + 100
    total = sum((q + k) ** -x for k in range(100)) + w ** (1 - x) / (x - 1) + w ** -x / 2
    return total + sum(
        mp.bernoulli(2 * j) / mp.factorial(2 * j) * mp.rf(x, 2 * j - 1) * w ** (1 - x - 2 * j) for j in range(1, 40))


def inverse_erf(x):
    """By Newton's method on erf or erfc, from what 15 digits give."""
    magnitude = abs(x)
    y = mp.erfinv(mpf(magnitude)) if magnitude < 1 - 2.0 ** -30 else mp.sqrt(-mp.log(1 - magnitude))
    for _ in range(40):
        step = (mp.erfc(y) - (1 - magnitude)) / (2 / mp.sqrt(mp.pi) * mp.exp(-y * y))
        y += step
        if abs(step) < mpf(2) ** -200:
            break
    return y if x > 0 else -y


FUNCTIONS = {
    # name: (exact, where it changes or is worst, range of exponents)
    "exp": (mp.exp, [0.35, 0.69, 1.04, 708.4, -708.4, -744.4, 709.78], (-56, 10)),
    "expm1": (mp.expm1, [0.3466, -0.3466, -0.28, 1.0397, -36.7, 709.7], (-56, 10)),
    "logistic": (lambda x: 1 / (1 + mp.exp(-x)), [-708.9, -744.4, 36.7, -36.7, 0.35], (-56, 10)),
    "tanh": (mp.tanh, [0.17, 0.5, 1.0, 18.36, 18.7, 19.1], (-32, 5)),
    "log": (mp.log, [1.0, 0.70710678, 1.41421356, 2.0, 1.0001], (-1074, 1024)),
    "log1p": (mp.log1p, [-0.2929, 0.4142, -0.294, 1e-8, -0.9999], (-60, 1024)),
    "sin": (mp.sin, [0.785, 3.14159265, 1.5707963, 1073741824.0], (-30, 1024)),
    "cos": (mp.cos, [0.785, 3.14159265, 1.5707963, 1073741824.0], (-30, 1024)),
    "rsqrt": (lambda x: 1 / mp.sqrt(x), [1.0, 2.0, 4.0, 1.002], (-1074, 1024)),
    "cbrt": (lambda x: mp.cbrt(x) if x >= 0 else -mp.cbrt(-x), [1.0, 8.0, 1.99], (-1074, 1024)),
    "erf": (mp.erf, [0.95, 0.8, 1.0, 2.0, 3.0, 5.9], (-40, 4)),
    "atan": (mp.atan, [0.41421356, 1.0, 2.41421356, 0.44], (-30, 60)),
    "pow": (power, [], (-20, 20)),
    "atan2": (lambda y, x: mp.atan2(y, x), [], (-40, 40)),
    "tan": (mp.tan, [0.785, 3.14159265, 1.5707963, 2.356, 1073741824.0], (-30, 1024)),
    "asin": (mp.asin, [0.5, 0.9, 0.999999, 0.70710678, 0.3], (-40, 0)),
    "acos": (mp.acos, [0.5, -0.5, 0.9, -0.9, 0.999999, -0.999999, 0.3], (-40, 0)),
    "sinh": (mp.sinh, [0.34657, 1.0397, 0.5, 1.8, 44.0, 710.4], (-40, 9)),
    "cosh": (mp.cosh, [0.34657, 1.0397, 0.5, 1.8, 44.0, 710.4], (-40, 9)),
    "asinh": (mp.asinh, [0.4142, 0.35, 0.75, 1.0, 2.0, 1073741824.0], (-40, 1024)),
    "acosh": (mp.acosh, [1.0001, 1.08, 1.25, 1.5, 2.0, 1073741824.0], (0, 1024)),
    "atanh": (mp.atanh, [0.17, 0.2, 0.33, 0.5, 0.6, 0.9, 0.99999], (-40, 0)),
    "erfc": (mp.erfc, [0.01, 0.5, 1.0, 2.0, 3.75, 6.0, 10.0, 20.0, 26.4, -0.5, -2.0], (-40, 5)),
    "erf_inv": (inverse_erf, [0.5, 0.9, 0.998, 0.99999, 0.9999999, 1 - 2.0 ** -40], (-40, 0)),
    "lgamma": (log_gamma, [1.0, 2.0, 0.5, 1.5, 3.0, 7.9, 8.0, 30.0, -0.5, -1.5, -20.3, 1e-8, -1e-8], (-20, 1014)),
    "digamma": (mp.digamma, [1.4616321449683623, 1.0, 2.0, 0.5, 3.0, 7.9, 8.0, -0.2, -1.2, 1e-8, -1e-8], (-20, 120)),
    "bessel_i0e": (lambda x: mp.besseli(0, x) * mp.exp(-abs(x)), [1.0, 7.9, 8.1, 4.0, 100.0], (-20, 40)),
    "bessel_i1e": (lambda x: mp.besseli(1, x) * mp.exp(-abs(x)), [1.0, 7.9, 8.1, 4.0, 100.0], (-20, 40)),
    "zeta": (zeta, [], (-20, 20)),
    "polygamma": (lambda n, x: (-1) ** (int(n) + 1) * mp.factorial(n) * zeta(n + 1, x), [], (-20, 20)),
}
POSITIVE = {"log", "rsqrt", "acosh", "lgamma", "digamma"}
DOMAINS = {
    "log1p": lambda x: x > -1, "asin": lambda x: abs(x) < 1, "acos": lambda x: abs(x) < 1,
    "atanh": lambda x: abs(x) < 1, "erf_inv": lambda x: abs(x) < 1, "acosh": lambda x: x > 1,
}
# Points of these are float32, too: C has no function to test that format with.
SINGLE = {"erf_inv", "digamma", "bessel_i0e", "bessel_i1e", "zeta", "polygamma"}
# The float64 nearest to a multiple of pi/2 among all (Muller, "Elementary Functions"), and neighbours of multiples.
NEAR_MULTIPLES = [6381956970095103.0 * 2.0 ** 797, 22.0, 355.0, 103993.0, 5419351.0, 2.0 ** 1023, 1e22, 1.7e308,
                  245850922.0 / 1.0, 6134899525417045.0, 411557987.0]


def arguments(name, places, exponents):
    low, high = exponents
    for index in range(POINTS):
        exponent = low + (high - low) * index // POINTS
        x = random.uniform(1, 2) * 2.0 ** exponent if exponent > -1022 else random.randrange(1, 2 ** 50) * 5e-324
        yield x if name in POSITIVE or (name == "log1p" and x >= 1) or random.random() < 0.6 else -x
    for place in places:
        for _ in range(12):
            x = place * (1 + random.uniform(-1, 1) * 2.0 ** random.choice([-52, -30, -10, -6]))
            if DOMAINS.get(name, lambda x: True)(x):
                yield x
    if name in ("sin", "cos", "tan"):
        for x in NEAR_MULTIPLES:
            yield x
            yield -x


def pairs(name):
    for index in range(3 * POINTS):
        if name in ("zeta", "polygamma"):
            order = random.choice([1.0, 2.0, 3.0, 5.0, 8.0]) if name == "polygamma" else random.uniform(1.01, 30)
            yield order + (name == "zeta" and index % 2), random.uniform(1, 2) * 2.0 ** random.randrange(-6, 20)
        elif name == "pow":
            choice = index % 3
            if choice == 0:
                x = random.uniform(1, 2) * 2.0 ** random.randrange(-1000, 1000)
                y = random.uniform(-1074, 1024) / float(mp.log(x, 2) or 1)
            elif choice == 1:
                x = 1 + random.uniform(-1, 1) * 2.0 ** -random.randrange(1, 45)
                y = random.uniform(-1000, 1000) / abs(float(mp.log(x, 2)))
            else:
                x, y = random.uniform(0, 8) * random.choice([1, 1, -1]), float(random.randrange(-40, 40))
            if x == 0:
                continue
            yield x, y
        else:
            y = random.uniform(1, 2) * 2.0 ** random.randrange(-900, 900)
            x = y * random.uniform(1, 2) * 2.0 ** random.choice([0, 0, 0, -1, 1, -2, 2, -20, 20, 60, -60])
            yield y * random.choice([1, -1]), x * random.choice([1, -1])


def main():
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Data")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "hardpoints.txt"), "w") as file:
        for name, (exact, places, exponents) in FUNCTIONS.items():
            binary = name in ("pow", "atan2", "zeta", "polygamma")
            mp.prec = 400 if name in SINGLE or name == "lgamma" else 1400
            cases = pairs(name) if binary else ((x,) for x in arguments(name, places, exponents))
            for index, case in enumerate(cases):
                if name in SINGLE and index % 2:
                    case = tuple(struct.unpack("<f", struct.pack("<f", x))[0] for x in case)
                    if not DOMAINS.get(name, lambda *x: True)(*case):
                        continue
                result, fraction = nearest(exact(*map(mpf, case)))
                texts = [f"{bits(x):016x}" for x in case + (result,)]
                file.write(f"{name} {' '.join(texts)} {float(fraction):.4f}\n")


if __name__ == "__main__":
    main()
