#!/usr/bin/env python3
"""Writes ../Data/complexpoints.txt: arguments of the complex functions in complex128 with their exact values.

A line is `function re im [re im] re fraction im fraction`: bits in hexadecimal, the parts of the arguments and then
the float64 nearest to each part of the exact value, followed by what that is away from it, in units in the last place.
Arguments are spread over exponents and over the places where a part cancels, overflows or changes its sign.

    complexpoints.py          needs mpmath
"""
import os
import random
from mpmath import mp, mpf, mpc
from hardpoints import bits, nearest

mp.prec = 2600
random.seed(4)


def double(x):
    """The nearest float64, which may be infinite."""
    return nearest(mpf(x))[0]


def spread(low, high):
    """A number of either sign whose exponent is drawn evenly."""
    return random.choice([-1, 1]) * random.uniform(1, 2) * 2.0 ** random.randint(low, high)


def circle(centre):
    """A point so near to the circle of radius 1 around `centre` that the logarithm of the distance cancels."""
    angle = random.uniform(-3.1, 3.1)
    radius = 1 + spread(-50, -3) * random.choice([0, 1])
    return double(centre + radius * mp.cos(angle)), double(radius * mp.sin(angle))


def root_of_real_part(function):
    """x for y such that e^x·cos y is 1, or that e^x is −cos y: where the real part of the function is nearly 0."""
    if function == "expm1":
        y = random.uniform(-1.5, 1.5)
        return double(-mp.log(mp.cos(y))) * (1 + spread(-50, -10)), y
    y = random.uniform(1.6, 3.1)
    return double(mp.log(-mp.cos(y))) * (1 + spread(-50, -10)), y


def near(*places):
    """Close to a place, where it is on an axis on either side of it."""
    x, y = random.choice(places)
    return x + spread(-55, -2), y + spread(-300, -2)


WAVES = dict(exponents=(-40, 8), places=[(0, 1.5707963), (0, 3.14159265), (709.7, 0.3), (-709.7, 3), (720, 1.5707963)])
INVERSE = dict(exponents=(-60, 60), places=[(1, 0), (-1, 0), (0, 1), (0, -1), (2, 0), (-3, 0), (0, 2), (0, -4)])
TURNED = {"sin", "cos", "tan"}

FUNCTIONS = {
    "exp": (mp.exp, WAVES),
    "expm1": (lambda z: mp.exp(z) - 1, WAVES),
    "logistic": (lambda z: 1 / (1 + mp.exp(-z)), dict(exponents=(-40, 8), places=[(0, 3.14159265), (-30, 1), (0, -9)])),
    "sinh": (mp.sinh, WAVES), "cosh": (mp.cosh, WAVES), "tanh": (mp.tanh, WAVES),
    "sin": (mp.sin, WAVES), "cos": (mp.cos, WAVES), "tan": (mp.tan, WAVES),
    "log": (mp.log, dict(exponents=(-300, 300), places=[(1, 0), (-1, 0), (0, 1), (0.6, 0.8)])),
    "log1p": (lambda z: mp.log(1 + z), dict(exponents=(-300, 300), places=[(-1, 0), (0, 0), (-2, 0), (-1, 1)])),
    "sqrt": (mp.sqrt, dict(exponents=(-1000, 1000), places=[(1, 0), (-1, 0), (-4, 0)])),
    "cbrt": (lambda z: mp.exp(mp.log(z) / 3), dict(exponents=(-1000, 1000), places=[(1, 0), (-1, 0), (-8, 0)])),
    "rsqrt": (lambda z: 1 / mp.sqrt(z), dict(exponents=(-600, 600), places=[(1, 0), (-1, 0), (-4, 0)])),
    "asin": (mp.asin, INVERSE), "acos": (mp.acos, INVERSE), "atan": (mp.atan, INVERSE),
    "asinh": (mp.asinh, INVERSE), "acosh": (mp.acosh, INVERSE), "atanh": (mp.atanh, INVERSE),
    "sign": (lambda z: z / abs(z), dict(exponents=(-1000, 1000), places=[])),
    "abs": (lambda z: mpc(abs(z), 0), dict(exponents=(-1000, 1000), places=[])),
}


def arguments(name, exponents, places):
    low, high = exponents
    for _ in range(36):
        yield spread(low, high), spread(low, high)
    for _ in range(20):
        yield random.uniform(-6, 6), random.uniform(-6, 6)
    for _ in range(30 if places else 0):
        x, y = near(*places)
        yield (y, x) if name in TURNED else (x, y)
    for _ in range(20):
        if name in ("log", "log1p"):
            yield circle(-1 if name == "log1p" else 0)
        if name in ("expm1", "logistic"):
            yield root_of_real_part(name)


def binary():
    """Arguments of the functions of two."""
    for _ in range(70):
        a, b, c, d = (random.uniform(-4, 4) for _ in range(4))
        yield "pow", (mp.power, a, b, c, d)
        a, b, c, d = (spread(-8, 8) for _ in range(4))
        yield "pow", (mp.power, a, b, c * 0.03, d * 0.03)
    for name, function in [("multiply", lambda a, b: a * b), ("divide", lambda a, b: a / b)]:
        for index in range(60):
            a, b, c, d = (spread(-250, 250) for _ in range(4))
            if name == "divide" and index % 2:
                a, b = (spread(-300, 300) * 2.0 ** (700 if index % 4 == 1 else -700) for _ in range(2))
                c, d = (spread(-300, 300) * 2.0 ** (650 if index % 5 > 2 else -650) for _ in range(2))
            # Products that cancel, in one part or the other.
            if index % 3 == 0:
                b = double(mpf(a) * c / d) if index % 2 else double(-mpf(a) * d / c)
            if abs(b) > 2.0 ** 1000:
                continue
            yield name, (function, a, b, c, d)


def line(name, parts, value):
    value = mpc(value)
    fields = [name] + ["%016x" % bits(x) for x in parts]
    for part in (value.real, value.imag):
        rounded, fraction = nearest(part)
        fields += ["%016x" % bits(rounded), "%.4f" % fraction]
    return " ".join(fields) + "\n"


def main():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Data", "complexpoints.txt")
    with open(path, "w") as file:
        for name, (function, places) in FUNCTIONS.items():
            for x, y in arguments(name, **places):
                file.write(line(name, (x, y), function(mpc(x, y))))
        for name, (function, a, b, c, d) in binary():
            file.write(line(name, (a, b, c, d), function(mpc(a, b), mpc(c, d))))


if __name__ == "__main__":
    main()
