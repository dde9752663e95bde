"""Compiles StableHLO text that `jaxc FILE --emit stablehlo` prints with JAX itself and compares what both programs give.

    python -m venv v && v/bin/pip install jax numpy
    JAX_ENABLE_X64=1 v/bin/python run_with_jax.py JAXC FILE.mlir ... [--programs FOLDER]

For each file JAX runs the file as it is and the text that we print of it, and the results are compared bit for bit; where they
differ, by units in the last place, of each element and of the largest one: where sums are taken in another order, elements
near zero are many of their own units apart. In a file of checks the checked values are the results. In --programs, each
folder holds main.mlir, in.K.npy and out.K.npy. Exits with 1 when JAX refuses a text or results differ by more than --ulps
units of the largest element.
"""
import argparse, pathlib, subprocess, sys
import numpy as np
import jax
import jax.extend
from jax._src import compiler
from jax._src.interpreters import mlir as jax_mlir
from jaxlib import lapack, xla_client
from jaxlib.mlir import ir
from jaxlib.mlir.dialects import func


# What XLA's calls of LAPACK need, which jax.numpy does by itself.
lapack._lapack.initialize()


def executable(text):
    """The program with its checks turned into results."""
    with jax_mlir.make_ir_context():
        module = ir.Module.parse(text)
        main = next(op for op in module.body if op.attributes["sym_name"].value == "main")
        block = main.regions[0].blocks[0]
        checks = [op for op in block if is_check(op)]
        values = [op.operands[0] for op in checks]
        if checks:
            end = list(block)[-1]
            with ir.InsertionPoint(end), ir.Location.unknown():
                func.ReturnOp(values)
            end.erase()
            for op in checks:
                op.erase()
            inputs = main.attributes["function_type"].value.inputs
            main.attributes["function_type"] = ir.TypeAttr.get(ir.FunctionType.get(inputs, [v.type for v in values]))
            if "res_attrs" in main.attributes:
                del main.attributes["res_attrs"]
        backend = jax.extend.backend.get_backend()
        options = compiler.get_compile_options(num_replicas=1, num_partitions=1)
        return backend.compile_and_load(module, xla_client.DeviceList(tuple(jax.devices()[:1])), options)


def is_check(op):
    return op.operation.name == "stablehlo.custom_call" and op.attributes["call_target_name"].value.startswith("check.")


def results(text, arguments=()):
    device = [jax.device_put(a) for a in arguments]
    shards = executable(text).execute_sharded(device).disassemble_into_single_device_arrays()
    return [np.asarray(s[0]) for s in shards]


def distance(a, b):
    """Most units in the last place between two arrays; 0 where both are NaN, infinite where dtypes or shapes differ."""
    if a.dtype != b.dtype or a.shape != b.shape:
        return np.inf
    if a.dtype.kind == "c":
        return max(distance(a.real.copy(), b.real.copy()), distance(a.imag.copy(), b.imag.copy()))
    if a.dtype.kind in "biu" or a.size == 0:
        return 0 if np.array_equal(a, b) else np.inf
    nan = np.isnan(a.astype(np.float64))
    if not np.array_equal(nan, np.isnan(b.astype(np.float64))):
        return np.inf
    def steps(x):
        bits = np.ascontiguousarray(x).view({2: np.int16, 4: np.int32, 8: np.int64}[x.itemsize]).astype(object)
        return np.where(bits < 0, -(bits + (1 << (8 * x.itemsize - 1))), bits)
    return int(np.max(np.where(nan, 0, np.abs(steps(a) - steps(b)))))


def normwise(a, b):
    """Distance between two arrays in units in the last place of the largest element; infinite where one number is none."""
    if a.dtype.kind == "c":
        return max(normwise(a.real.copy(), b.real.copy()), normwise(a.imag.copy(), b.imag.copy()))
    if distance(a, b) == 0:
        return 0
    if a.dtype != b.dtype or a.shape != b.shape or a.dtype.kind != "f":
        return np.inf
    finite = np.isfinite(a)
    if not np.array_equal(a[~finite], b[~finite], equal_nan=True):
        return np.inf
    x, y = a[finite].astype(np.longdouble), b[finite].astype(np.longdouble)
    return float(np.max(np.abs(x - y)) / np.spacing(np.max(np.abs(a[finite]))))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("jaxc")
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    parser.add_argument("--programs", type=pathlib.Path)
    parser.add_argument("--ulps", type=int, default=3)
    options = parser.parse_args()
    work = [(f, []) for f in options.files]
    if options.programs:
        for folder in sorted(p for p in options.programs.iterdir() if (p / "main.mlir").exists()):
            inputs = sorted(folder.glob("in.*.npy"), key=lambda p: int(p.name.split(".")[1]))
            work.append((folder / "main.mlir", [np.load(p) for p in inputs]))
    same, close, sums, wrong = 0, 0, 0, []
    for path, arguments in work:
        printed = subprocess.run([options.jaxc, path, "--emit", "stablehlo"], capture_output=True, text=True)
        if printed.returncode:
            wrong.append(path)
            print(f"{path}: jaxc: {printed.stderr.strip()[:300]}")
            continue
        try:
            original, ours = results(path.read_text(), arguments), results(printed.stdout, arguments)
        except Exception as error:
            wrong.append(path)
            print(f"{path}: JAX: {str(error).strip()[:300]}")
            continue
        apart = max((distance(a, b) for a, b in zip(original, ours)), default=0)
        if len(original) != len(ours):
            wrong.append(path)
            print(f"{path}: {len(original)} and {len(ours)} results")
        elif apart > options.ulps:
            of_largest = max(normwise(a, b) for a, b in zip(original, ours))
            print(f"{path}: {apart} ulps apart, {of_largest:.3g} of the largest element")
            if of_largest > options.ulps:
                wrong.append(path)
            else:
                sums += 1
        elif apart:
            close += 1
        else:
            same += 1
    print(f"{len(work)} programs: {same} with the same bits, {close} within {options.ulps} ulps, "
          f"{sums} within {options.ulps} ulps of the largest element, {len(wrong)} wrong")
    sys.exit(1 if wrong else 0)


main()
