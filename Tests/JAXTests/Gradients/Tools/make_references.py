"""Writes what JAX gives for the gradient programs: `references.json` beside the tests.

    JAX_ENABLE_X64=1 python make_references.py ../references.json

Every program is written here as it is in Swift, on the same inputs: `numbers(shape, seed)` is the same formula on both
sides, exact in float64. A result is a list of arrays, each flattened in row-major order; members of a dictionary are in
the order of its keys.
"""

import functools
import json
import sys

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from jax.ad_checkpoint import checkpoint_name

jax.config.update("jax_enable_x64", True)

programs = {}


def program(function):
    programs[function.__name__] = function
    return function


def numbers(shape, seed, low=-1.0, high=1.0):
    count = int(np.prod(shape))
    fractions = ((np.arange(count) * 7919 + seed * 104729 + 13) % 1009) / 1009.0
    return jnp.asarray((fractions * (high - low) + low).reshape(shape))


# Layers and losses


@program
def mlp():
    w = {"b1": numbers([4], 1), "b2": numbers([2], 2), "w1": numbers([3, 4], 3), "w2": numbers([4, 2], 4)}
    x, y = numbers([5, 3], 5), numbers([5, 2], 6)

    def loss(w):
        h = jnp.tanh(x @ w["w1"] + w["b1"])
        return jnp.mean((h @ w["w2"] + w["b2"] - y) ** 2)

    return jax.grad(loss)(w)


@program
def classifier():
    w, b = numbers([4, 3], 1), numbers([3], 2)
    x, labels = numbers([6, 4], 3), jnp.arange(6) % 3

    def loss(w, b):
        logits = jax.nn.log_softmax(jax.nn.relu(x @ w + b) * 2.0)
        return -jnp.mean(jnp.sum(jax.nn.one_hot(labels, 3) * logits, axis=1))

    return jax.grad(loss, argnums=(0, 1))(w, b)


@program
def logistic_regression():
    w, x, y = numbers([4], 1), numbers([7, 4], 2), (jnp.arange(7) % 2) * 1.0

    def loss(w):
        p = jax.nn.sigmoid(x @ w)
        return -jnp.mean(y * jnp.log(p) + (1 - y) * jnp.log(1 - p)) + 0.1 * jnp.sum(w**2)

    return jax.value_and_grad(loss)(w)


@program
def attention():
    q, k, v = numbers([2, 3, 4], 1), numbers([2, 5, 4], 2), numbers([2, 5, 3], 3)

    def loss(q, k, v):
        scores = jnp.einsum("bqd,bkd->bqk", q, k) / 2.0
        return jnp.sum(jnp.einsum("bqk,bkd->bqd", jax.nn.softmax(scores), v) ** 2)

    return jax.grad(loss, argnums=(0, 1, 2))(q, k, v)


@program
def causal_attention():
    x, w = numbers([4, 3], 1), numbers([3, 9], 2)

    def loss(x, w):
        q, k, v = jnp.split(x @ w, 3, axis=1)
        scores = jnp.where(jnp.tril(jnp.ones([4, 4])) > 0, q @ k.T, -1e9)
        return jnp.sum(jax.nn.softmax(scores) @ v * numbers([4, 3], 3))

    return jax.grad(loss, argnums=(0, 1))(x, w)


@program
def layer_norm():
    x, scale, bias = numbers([4, 6], 1), numbers([6], 2), numbers([6], 3)

    def loss(x, scale, bias):
        mean = jnp.mean(x, axis=1, keepdims=True)
        variance = jnp.var(x, axis=1, keepdims=True)
        return jnp.sum(((x - mean) * lax.rsqrt(variance + 1e-5) * scale + bias) ** 3)

    return jax.grad(loss, argnums=(0, 1, 2))(x, scale, bias)


@program
def batch_norm():
    x, scale = numbers([8, 3], 1), numbers([3], 2)

    def loss(x, scale):
        y = (x - x.mean(axis=0)) / jnp.sqrt(x.var(axis=0) + 1e-3) * scale
        return jnp.sum(jnp.sin(y))

    return jax.grad(loss, argnums=(0, 1))(x, scale)


@program
def rms_norm():
    x = numbers([3, 5], 1)
    return jax.grad(lambda x: jnp.sum(x / jnp.sqrt(jnp.mean(x * x, axis=1, keepdims=True)) * numbers([3, 5], 2)))(x)


@program
def activations():
    x = numbers([12], 1, -3.0, 3.0)

    def loss(x):
        y = jax.nn.gelu(x) + jax.nn.silu(x) + jnp.log1p(jnp.exp(x)) + jax.nn.sigmoid(x)
        return jnp.sum(y * numbers([12], 2))

    return jax.grad(loss)(x)


@program
def huber():
    x = numbers([9], 1, -3.0, 3.0)

    def loss(x):
        size = jnp.abs(x)
        return jnp.sum(jnp.where(size < 1, 0.5 * x * x, size - 0.5))

    return jax.grad(loss)(x)


@program
def hinge():
    x, w = numbers([6, 3], 1), numbers([3], 2)
    y = (jnp.arange(6) % 2) * 2.0 - 1
    return jax.grad(lambda w: jnp.mean(jnp.maximum(0.0, 1 - y * (x @ w))))(w)


@program
def poisson():
    w, x = numbers([3], 1), numbers([5, 3], 2)
    counts = jnp.arange(5) * 1.0
    return jax.grad(lambda w: jnp.sum(jnp.exp(x @ w) - counts * (x @ w) + lax.lgamma(counts + jnp.exp(w[0]))))(w)


@program
def cosine_similarity():
    a, b = numbers([4, 3], 1), numbers([4, 3], 2)

    def loss(a, b):
        dots = jnp.sum(a * b, axis=1)
        return jnp.sum(dots / (jnp.sqrt(jnp.sum(a * a, axis=1)) * jnp.sqrt(jnp.sum(b * b, axis=1))))

    return jax.grad(loss, argnums=(0, 1))(a, b)


@program
def contrastive():
    a, b = numbers([4, 3], 1), numbers([4, 3], 2)

    def loss(a, b):
        scores = a @ b.T / 0.5
        diagonal = jnp.sum(scores * jnp.eye(4), axis=1)
        return jnp.mean(jax.nn.logsumexp(scores, axis=1) - diagonal)

    return jax.grad(loss, argnums=(0, 1))(a, b)


@program
def soft_kmeans():
    points, centres = numbers([10, 2], 1), numbers([3, 2], 2)

    def loss(centres):
        distances = jnp.sum((points[:, None, :] - centres[None, :, :]) ** 2, axis=-1)
        return -jnp.sum(jax.nn.logsumexp(-distances, axis=1))

    return jax.value_and_grad(loss)(centres)


@program
def kernel_matrix():
    x, scale = numbers([5, 2], 1), jnp.asarray(0.7)

    def loss(x, scale):
        distances = jnp.sum((x[:, None] - x[None, :]) ** 2, axis=-1)
        return jnp.sum(jnp.exp(-distances / (2 * scale**2)) * numbers([5, 5], 2))

    return jax.grad(loss, argnums=(0, 1))(x, scale)


@program
def conv_net():
    image, kernel, w = numbers([2, 1, 6, 6], 1), numbers([3, 1, 3, 3], 2), numbers([3, 2], 3)

    def loss(kernel, w):
        y = lax.conv_general_dilated(image, kernel, (1, 1), "SAME", dimension_numbers=("NCHW", "OIHW", "NCHW"))
        y = jnp.mean(jax.nn.relu(y), axis=(2, 3)) @ w
        return jnp.sum(jax.nn.log_softmax(y)[:, 0])

    return jax.grad(loss, argnums=(0, 1))(kernel, w)


@program
def strided_conv():
    x, kernel = numbers([1, 7, 2], 1), numbers([3, 2, 4], 2)

    def loss(x, kernel):
        y = lax.conv_general_dilated(x, kernel, (2,), [(1, 1)], rhs_dilation=(2,), dimension_numbers=("NHC", "HIO", "NHC"))
        return jnp.sum(y**2)

    return jax.grad(loss, argnums=(0, 1))(x, kernel)


# Arrays


@program
def sort_loss():
    x = numbers([9], 1)
    return jax.grad(lambda x: jnp.sum(jnp.sort(x) * numbers([9], 2)))(x)


@program
def top_k():
    x = numbers([2, 8], 1)
    return jax.grad(lambda x: jnp.sum(lax.top_k(x, 3)[0] ** 2 * jnp.array([1.0, 2.0, 3.0])))(x)


@program
def median_by_argsort():
    x = numbers([7], 1)
    return jax.grad(lambda x: x[jnp.argsort(x)[3]] ** 2)(x)


@program
def embedding():
    table, ids = numbers([6, 3], 1), jnp.array([1, 4, 1, 5, 0, 1])
    return jax.grad(lambda t: jnp.sum(jnp.take(t, ids, axis=0) ** 2 * numbers([6, 3], 2)))(table)


@program
def scatter_add():
    x, updates, ids = numbers([5, 2], 1), numbers([4, 2], 2), jnp.array([0, 3, 3, 1])
    return jax.grad(lambda x, u: jnp.sum(x.at[ids].add(u) ** 3), argnums=(0, 1))(x, updates)


@program
def scatter_set():
    x, updates, ids = numbers([5, 2], 1), numbers([2, 2], 2), jnp.array([0, 3])
    return jax.grad(lambda x, u: jnp.sum(x.at[ids].set(u) ** 3), argnums=(0, 1))(x, updates)


@program
def segment_mean():
    x, ids = numbers([6, 2], 1), jnp.array([0, 1, 0, 2, 1, 0])

    def loss(x):
        sums = jnp.zeros([3, 2]).at[ids].add(x)
        counts = jnp.zeros([3]).at[ids].add(1.0)
        return jnp.sum((sums / counts[:, None]) ** 2)

    return jax.grad(loss)(x)


@program
def take_along_axis():
    x, ids = numbers([3, 5], 1), jnp.array([[0, 4], [2, 2], [3, 1]])
    return jax.grad(lambda x: jnp.sum(jnp.take_along_axis(x, ids, axis=1) ** 2 * numbers([3, 2], 2)))(x)


@program
def cumulative_sum():
    x = numbers([3, 4], 1)
    return jax.grad(lambda x: jnp.sum(jnp.cumsum(x, axis=1) ** 2 * numbers([3, 4], 2)))(x)


@program
def cumulative_product():
    x = numbers([3, 4], 1, 0.5, 2.0)
    return jax.grad(lambda x: jnp.sum(jnp.cumprod(x, axis=0) * numbers([3, 4], 2)))(x)


@program
def cumulative_max():
    x = numbers([10], 1)
    return jax.grad(lambda x: jnp.sum(lax.cummax(x) * numbers([10], 2)))(x)


@program
def product():
    x = numbers([2, 5], 1, 0.5, 2.0)
    return jax.grad(lambda x: jnp.sum(jnp.prod(x, axis=1) ** 2))(x)


@program
def extrema():
    x = numbers([4, 5], 1)
    return jax.grad(lambda x: jnp.sum(jnp.max(x, axis=1) ** 2 - jnp.min(x, axis=1) ** 3))(x)


@program
def tied_extrema():
    x = jnp.array([1.0, 3.0, 3.0, 2.0, 1.0])
    return jax.grad(lambda x: jnp.max(x) * 2 + jnp.min(x) * 3 + jnp.sum(jnp.maximum(x, 3.0)))(x)


@program
def standard_deviation():
    x = numbers([3, 6], 1)
    return jax.grad(lambda x: jnp.sum(jnp.std(x, axis=1) * jnp.var(x, axis=1)))(x)


@program
def log_sum_exp():
    x = numbers([3, 4], 1, -30.0, 30.0)
    return jax.grad(lambda x: jnp.sum(jax.nn.logsumexp(x, axis=1) ** 2))(x)


@program
def concatenate_and_split():
    a, b = numbers([2, 3], 1), numbers([2, 4], 2)

    def loss(a, b):
        left, right = jnp.split(jnp.concatenate([a, b, a * b[:, :3]], axis=1), 2, axis=1)
        return jnp.sum(left * right)

    return jax.grad(loss, argnums=(0, 1))(a, b)


@program
def pad_roll_flip():
    x = numbers([3, 4], 1)

    def loss(x):
        y = jnp.pad(x, ((1, 0), (0, 2)), constant_values=2.0)
        return jnp.sum(jnp.roll(y, 2, axis=1) * jnp.flip(y, axis=0) * numbers([4, 6], 2))

    return jax.grad(loss)(x)


@program
def strided_slices():
    x = numbers([7, 6], 1)
    return jax.grad(lambda x: jnp.sum(x[1::2, :4] ** 2 * x[:6:2, 2:]))(x)


@program
def bilinear_einsum():
    x, w, y = numbers([3, 2], 1), numbers([2, 4, 3], 2), numbers([3, 3], 3)
    return jax.grad(lambda x, w, y: jnp.sum(jnp.einsum("bi,ijk,bk->bj", x, w, y) ** 2), argnums=(0, 1, 2))(x, w, y)


@program
def tensordot():
    a, b = numbers([2, 3, 4], 1), numbers([4, 3, 2], 2)
    return jax.grad(lambda a, b: jnp.sum(jnp.tensordot(a, b, axes=([1, 2], [1, 0])) ** 2), argnums=(0, 1))(a, b)


@program
def batched_products():
    a, b = numbers([2, 3, 4], 1), numbers([2, 4, 3], 2)
    return jax.grad(lambda a, b: jnp.sum(jnp.sin(a @ b) @ jnp.swapaxes(b, 1, 2)), argnums=(0, 1))(a, b)


# Functions


@program
def powers():
    x, y = numbers([6], 1, 0.5, 2.0), numbers([6], 2, -2.0, 2.0)
    return jax.grad(lambda x, y: jnp.sum(x**y + x**3 + x**-2 + x**0.5), argnums=(0, 1))(x, y)


@program
def safe_where():
    x = jnp.array([0.0, 1.0, 4.0, 0.0, 2.0])

    def loss(x):
        safe = jnp.where(x > 0, x, 1.0)
        return jnp.sum(jnp.where(x > 0, jnp.sqrt(safe) * jnp.log(safe), 0.0))

    return jax.grad(loss)(x)


@program
def special_functions():
    x = numbers([8], 1, 0.5, 3.0)

    def loss(x):
        return jnp.sum(jax.scipy.special.erf(x) * lax.lgamma(x) + lax.digamma(x) - lax.bessel_i1e(x) + lax.erfc(x) * 3)

    return jax.grad(loss)(x)


@program
def elementary_functions():
    x = numbers([8], 1, 0.1, 0.9)

    def loss(x):
        a = jnp.sin(x) * jnp.cos(x) + jnp.tan(x) - jnp.arcsin(x) * jnp.arccos(x) + jnp.arctan(x)
        b = jnp.sinh(x) + jnp.cosh(x) * jnp.arcsinh(x) + jnp.arccosh(1 + x) - jnp.arctanh(x)
        return jnp.sum(a * b + jnp.expm1(x) * jnp.log1p(x) + jnp.cbrt(x) + lax.rsqrt(x))

    return jax.grad(loss)(x)


@program
def angles():
    y, x = numbers([6], 1), numbers([6], 2)
    return jax.grad(lambda y, x: jnp.sum(jnp.arctan2(y, x) * jnp.sqrt(x * x + y * y)), argnums=(0, 1))(y, x)


@program
def clamp():
    x = numbers([10], 1, -2.0, 2.0)
    return jax.grad(lambda x: jnp.sum(lax.clamp(-0.5, x, 0.75) ** 2 + jnp.abs(x)))(x)


@program
def complex_magnitude():
    x, y = numbers([5], 1), numbers([5], 2)

    def loss(x, y):
        z = lax.complex(x, y)
        w = jnp.exp(z) * jnp.conj(z) + z * z
        return jnp.sum(jnp.abs(w) + jnp.real(w) * jnp.imag(z))

    return jax.grad(loss, argnums=(0, 1))(x, y)


# Transformations of transformations


@program
def hessian_vector_product():
    x, v = numbers([4], 1), numbers([4], 2)
    f = lambda x: jnp.sum(jnp.sin(x) * jnp.cumsum(x)) * jnp.prod(x)
    return jax.jvp(jax.grad(f), (x,), (v,))[1]


@program
def reverse_over_reverse():
    x, v = numbers([4], 1), numbers([4], 2)
    f = lambda x: jnp.sum(jnp.tanh(x) ** 2 * x[::-1])
    return jax.grad(lambda x: jnp.vdot(jax.grad(f)(x), v))(x)


@program
def hessian():
    x = numbers([3], 1)
    return jax.hessian(lambda x: jnp.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2))(x)


@program
def third_derivative():
    f = lambda x: jnp.sin(x) * jnp.exp(x * 0.5)
    return jax.grad(jax.grad(jax.grad(f)))(jnp.asarray(0.7))


@program
def jacobian_forwards():
    x = numbers([3], 1)
    return jax.jacfwd(lambda x: jnp.outer(jnp.sin(x), x * x))(x)


@program
def jacobian_backwards():
    x = numbers([2, 2], 1)
    return jax.jacrev(lambda x: jnp.tanh(x @ x.T))(x)


@program
def per_example_gradients():
    w, x, y = numbers([3], 1), numbers([4, 3], 2), numbers([4], 3)
    return jax.vmap(jax.grad(lambda w, x, y: (jnp.tanh(x @ w) - y) ** 2), in_axes=(None, 0, 0))(w, x, y)


@program
def gradient_of_a_batch():
    w, x = numbers([3, 2], 1), numbers([4, 3], 2)
    return jax.grad(lambda w: jnp.sum(jax.vmap(lambda x: jax.nn.softmax(x @ w) * jnp.arange(2.0))(x)))(w)


@program
def pullback():
    a, b = numbers([2, 3], 1), numbers([3, 2], 2)
    _, back = jax.vjp(lambda a, b: jnp.sin(a @ b), a, b)
    return back(numbers([2, 2], 3))


@program
def pushforward():
    a, b = numbers([2, 3], 1), numbers([3, 2], 2)
    return jax.jvp(lambda a, b: jnp.sin(a @ b), (a, b), (numbers([2, 3], 3), numbers([3, 2], 4)))


@program
def stopped_gradient():
    x = numbers([5], 1)
    return jax.grad(lambda x: jnp.sum(x * lax.stop_gradient(jnp.sin(x)) + jnp.cos(x)))(x)


@program
def linear_transposition():
    x = numbers([4], 1)
    f = lambda x: jnp.cumsum(jnp.pad(x, (1, 1)) * numbers([6], 2))
    return jax.linear_transpose(f, x)(numbers([6], 3))


# Control flow


def cell(w, h, x):
    return jnp.tanh(jnp.concatenate([h, x]) @ w)


@program
def lstm():
    w, xs = numbers([5, 12], 1), numbers([6, 2], 2)

    def loss(w, xs):
        def step(state, x):
            h, c = state
            i, f, g, o = jnp.split(jnp.concatenate([h, x]) @ w, 4)
            c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
            h = jax.nn.sigmoid(o) * jnp.tanh(c)
            return (h, c), h

        (h, c), hs = lax.scan(step, (jnp.zeros(3), jnp.zeros(3)), xs)
        return jnp.sum(hs**2) + jnp.sum(c * h)

    return jax.grad(loss, argnums=(0, 1))(w, xs)


@program
def recurrent():
    w, xs, h = numbers([5, 3], 1), numbers([7, 2], 2), numbers([3], 3)

    def loss(w, h):
        last, _ = lax.scan(lambda h, x: (cell(w, h, x), None), h, xs)
        return jnp.sum(last**2)

    return jax.grad(loss, argnums=(0, 1))(w, h)


@program
def reversed_scan():
    xs = numbers([6, 2], 1)

    def loss(xs):
        last, ys = lax.scan(lambda c, x: (c * 0.9 + jnp.sin(x), c * x), jnp.ones(2), xs, reverse=True)
        return jnp.sum(ys**2) + jnp.sum(last)

    return jax.grad(loss)(xs)


@program
def nested_scans():
    xs, a = numbers([4, 3], 1), jnp.asarray(0.8)

    def loss(xs, a):
        def row(c, x):
            c, ys = lax.scan(lambda c, v: (jnp.sin(c * a + v), c * v), c, x)
            return c, jnp.sum(ys)

        c, sums = lax.scan(row, jnp.asarray(0.1), xs)
        return c + jnp.sum(sums**2)

    return jax.grad(loss, argnums=(0, 1))(xs, a)


@program
def pendulum():
    state = jnp.array([1.0, 0.5])

    def loss(state, g):
        step = lambda i, s: s + 0.05 * jnp.stack([s[1], -g * jnp.sin(s[0])])
        return jnp.sum(lax.fori_loop(0, 40, step, state) ** 2)

    return jax.grad(loss, argnums=(0, 1))(state, jnp.asarray(9.8))


@program
def runge_kutta():
    y = numbers([3], 1, 0.5, 1.5)

    def loss(y):
        f = lambda y: jnp.stack([10 * (y[1] - y[0]), y[0] * (28 - y[2]) - y[1], y[0] * y[1] - 8 / 3 * y[2]])

        def step(i, y):
            h = 0.01
            a = f(y)
            b = f(y + h / 2 * a)
            c = f(y + h / 2 * b)
            d = f(y + h * c)
            return y + h / 6 * (a + 2 * b + 2 * c + d)

        return jnp.sum(lax.fori_loop(0, 10, step, y))

    return jax.grad(loss)(y)


@program
def branches():
    x = numbers([4], 1)

    def f(x):
        return lax.cond(jnp.sum(x) > 0, lambda x: jnp.sum(jnp.sin(x) * x), lambda x: jnp.sum(jnp.exp(x)), x)

    return jax.grad(f)(x), jax.grad(f)(jnp.abs(x))


@program
def batched_branches():
    x = numbers([6], 1)
    f = lambda x: lax.cond(x > 0, lambda x: jnp.sin(x) * x, lambda x: jnp.exp(x), x)
    return jax.vmap(jax.grad(f))(x)


@program
def newton_forwards():
    def root(a):
        return lax.while_loop(lambda x: jnp.abs(x * x - a) > 1e-12, lambda x: 0.5 * (x + a / x), a)

    return jax.jvp(root, (jnp.asarray(3.0),), (jnp.asarray(1.0),))


@program
def loop_with_updates():
    x = numbers([6], 1)

    def loss(x):
        def step(i, y):
            return lax.dynamic_update_slice(y, jnp.sin(lax.dynamic_slice(y, (i,), (2,))) * x[i], (i + 1,))

        return jnp.sum(lax.fori_loop(0, 4, step, x) ** 2)

    return jax.grad(loss)(x)


@program
def hessian_through_a_scan():
    x = numbers([3], 1)

    def loss(x):
        c, _ = lax.scan(lambda c, v: (jnp.sin(c + v * x), None), x, numbers([4, 3], 2))
        return jnp.sum(c * c)

    return jax.hessian(loss)(x)


@program
def batched_scan_gradients():
    w, xs = numbers([2, 2], 1), numbers([3, 5, 2], 2)

    def loss(w, xs):
        h, _ = lax.scan(lambda h, x: (jnp.tanh(h @ w + x), None), jnp.zeros(2), xs)
        return jnp.sum(h)

    return jax.vmap(jax.grad(loss), in_axes=(None, 0))(w, xs)


# Linear algebra


def covariance(x, scale):
    distances = jnp.sum((x[:, None] - x[None]) ** 2, -1)
    return jnp.exp(-distances / scale**2) + 0.1 * jnp.eye(x.shape[0])


@program
def gaussian_likelihood():
    x, y = numbers([5, 2], 1), numbers([5], 2)

    def loss(x, scale):
        lower = jnp.linalg.cholesky(covariance(x, scale))
        white = lax.linalg.triangular_solve(lower, y[:, None], left_side=True, lower=True)
        return 0.5 * jnp.sum(white**2) + jnp.sum(jnp.log(jnp.sum(lower * jnp.eye(5), 1)))

    return jax.value_and_grad(loss, argnums=(0, 1))(x, jnp.asarray(0.7))


@program
def least_squares_by_qr():
    def loss(a, b):
        q, r = jnp.linalg.qr(a)
        x = lax.linalg.triangular_solve(r, q.T @ b, left_side=True)
        return jnp.sum(jnp.sin(x)) + jnp.sum((a @ x - b) ** 2)

    return jax.grad(loss, argnums=(0, 1))(numbers([6, 3], 1), numbers([6, 2], 2))


@program
def spectral_loss():
    def loss(a):
        values, vectors = jnp.linalg.eigh(a @ a.T + a)
        return jnp.sum(jnp.exp(values) * jnp.sum(vectors**2 * jnp.arange(4.0)[:, None], 0))

    return jax.grad(loss)(numbers([4, 4], 3))


@program
def nuclear_norm():
    return jax.value_and_grad(lambda a: jnp.sum(jnp.linalg.svd(a, compute_uv=False)))(numbers([3, 5], 1))


@program
def low_rank_approximation():
    target = numbers([5, 3], 2)

    def loss(a):
        u, s, vt = jnp.linalg.svd(a, full_matrices=False)
        return jnp.sum(((u[:, :2] * s[:2]) @ vt[:2] - target) ** 2)

    return jax.grad(loss)(numbers([5, 3], 1))


@program
def linear_system():
    def loss(a, b):
        return jnp.sum(jnp.linalg.solve(a + 2 * jnp.eye(4), b) ** 2)

    return jax.grad(loss, argnums=(0, 1))(numbers([2, 4, 4], 1), numbers([2, 4, 3], 2))


@program
def log_determinant():
    def loss(a):
        sign, logarithm = jnp.linalg.slogdet(a)
        return jnp.sum(sign * logarithm) + jnp.sum(jnp.linalg.det(a) ** 2)

    return jax.value_and_grad(loss)(numbers([2, 4, 4], 5))


@program
def trace_of_an_inverse():
    return jax.hessian(lambda a: jnp.trace(jnp.linalg.inv(a + 3 * jnp.eye(3))))(numbers([3, 3], 1))


@program
def lu_factors():
    def loss(a):
        _, l, u = jax.scipy.linalg.lu(a)
        return jnp.sum(jnp.sin(l)) + jnp.sum(u**3)

    return jax.grad(loss)(numbers([5, 3], 4))


@program
def complex_eigenvalues():
    def loss(a):
        values = jnp.linalg.eigvals(a)
        return jnp.sum(jnp.abs(values) ** 3) + jnp.sum(values**3).real

    return jax.grad(loss)(numbers([4, 4], 2))


@program
def complex_factors():
    x = numbers([3, 3], 1), numbers([3, 3], 2)

    def loss(x, y):
        a = lax.complex(x, y)
        q, r = jnp.linalg.qr(a)
        u, s, vh = jnp.linalg.svd(a + 1j * jnp.eye(3), full_matrices=False)
        values, v = jnp.linalg.eigh(a + a.T.conj())
        rotated = jnp.sum(jnp.abs(v[0]) ** 2 * values)
        return jnp.sum((q * r).real ** 2) + jnp.sum((u @ vh).imag * x) + jnp.sum(s**3) + rotated

    return jax.grad(loss, argnums=(0, 1))(*x)


# Rules of one's own and checkpoints


@program
def custom_derivative():
    @jax.custom_jvp
    def softplus(x):
        return jnp.log1p(jnp.exp(x))

    @softplus.defjvp
    def rule(primals, tangents):
        (x,), (dx,) = primals, tangents
        return jnp.log1p(jnp.exp(x)), 2 * jax.nn.sigmoid(x) * dx

    def f(x):
        return jnp.sum(softplus(x) * jnp.sin(softplus(0.5 * x)))

    x = numbers([5], 1)
    return [jax.grad(f)(x), jax.jvp(f, (x,), (numbers([5], 2),))[1], jax.jit(jax.hessian(f))(x)]


@program
def custom_derivative_of_two():
    @jax.custom_jvp
    def f(x, y):
        return jnp.sqrt(x * x + y * y)

    @f.defjvp
    def rule(primals, tangents):
        (x, y), (dx, dy) = primals, tangents
        r = jnp.sqrt(x * x + y * y)
        return r, (x * dx + y * dy) / (r + 0.1)

    def loss(x, y):
        return jnp.sum(jax.vmap(f, in_axes=(0, None))(x, y) ** 2)

    return jax.jit(jax.grad(loss, argnums=(0, 1)))(numbers([3, 4], 1), numbers([4], 2))


@program
def clipped_pullback():
    bound = 0.3

    @functools.partial(jax.custom_vjp, nondiff_argnums=(1,))
    def f(x, n, w):
        return x**n * w

    def forward(x, n, w):
        return x**n * w, (x, w)

    def backward(n, kept, g):
        x, w = kept
        return jnp.clip(g * w * n * x ** (n - 1), -bound, bound), g * x**n

    f.defvjp(forward, backward)

    def loss(x, w):
        return jnp.sum(jnp.sin(jax.vmap(lambda x: f(x, 3.0, w))(x)))

    return jax.grad(loss, argnums=(0, 1))(numbers([3, 4], 1), numbers([4], 2))


@program
def implicit_root():
    def solution(x):
        return lax.fori_loop(0, 30, lambda _, y: y - (y**3 + y - x) / (3 * y * y + 1), x)

    root = jax.custom_vjp(solution)
    root.defvjp(lambda x: (solution(x),) * 2, lambda y, g: (g / (3 * y * y + 1),))

    def loss(x):
        return jnp.sum(root(x) * jnp.cos(x))

    # The derivative of the pullback is by its residual, which is a value of the loop.
    x, v = numbers([4], 1), numbers([4], 2)
    y = solution(x)
    slope = 1 / (3 * y * y + 1)
    change = slope * v
    second = (
        -6 * y * change * slope**2 * jnp.cos(x) - slope * jnp.sin(x) * v - change * jnp.sin(x) - y * jnp.cos(x) * v
    )
    return [jax.jit(jax.grad(loss))(x), second]


@program
def rules_in_a_scan():
    @jax.custom_jvp
    def squash(x):
        return jnp.tanh(x)

    @squash.defjvp
    def rule(primals, tangents):
        y = jnp.tanh(primals[0])
        return y, tangents[0] * (1.1 - y * y)

    @jax.custom_vjp
    def scaled(x, s):
        return x * s

    scaled.defvjp(lambda x, s: (x * s, (x, s)), lambda kept, g: (g * kept[1], 0.5 * jnp.sum(g * kept[0])))

    def loss(xs, w, s):
        def step(h, x):
            h = squash(h @ w + scaled(x, s))
            return h, jnp.sum(h)

        last, ys = lax.scan(step, jnp.zeros(3), xs)
        return jnp.sum(ys**2) + jnp.sum(last)

    return jax.grad(loss, argnums=(0, 1, 2))(numbers([5, 3], 1), numbers([3, 3], 2), jnp.float64(0.7))


@program
def checkpointed_scan():
    policy = jax.checkpoint_policies.save_only_these_names("gate")

    @functools.partial(jax.checkpoint, policy=policy)
    def step(h, x, w):
        gate = checkpoint_name(jax.nn.sigmoid(h @ w + x), "gate")
        return gate * h + (1 - gate) * jnp.tanh(x)

    def loss(w, xs):
        h, _ = lax.scan(lambda h, x: (step(h, x, w), None), jnp.ones(3), xs)
        return jnp.sum(h**2)

    return jax.grad(loss, argnums=(0, 1))(numbers([3, 3], 1), numbers([6, 3], 2))


@program
def nested_checkpoints():
    @jax.custom_jvp
    def swish(x):
        return x * jax.nn.sigmoid(x)

    @swish.defjvp
    def rule(primals, tangents):
        x, s = primals[0], jax.nn.sigmoid(primals[0])
        return x * s, tangents[0] * (s + x * s * (1 - s))

    @jax.checkpoint
    def block(x, w):
        return swish(x @ w) + x

    @functools.partial(jax.checkpoint, policy=jax.checkpoint_policies.dots_saveable)
    def network(x, ws):
        return jnp.mean(block(block(x, ws[0]), ws[1]) ** 2)

    x, ws = numbers([4, 3], 1), numbers([2, 3, 3], 2)
    gradient = jax.grad(lambda ws: network(x, ws))
    return [jax.jit(gradient)(ws), jax.jvp(gradient, (ws,), (numbers([2, 3, 3], 3),))[1]]


if __name__ == "__main__":
    results = {}
    for name, function in programs.items():
        leaves = jax.tree.leaves(function())
        results[name] = [np.asarray(leaf, np.float64).ravel().tolist() for leaf in leaves]
    with open(sys.argv[1], "w") as file:
        file.write("{\n" + ",\n".join(f'  "{n}": {json.dumps(r)}' for n, r in results.items()) + "\n}\n")
    print(len(results), "programs")
