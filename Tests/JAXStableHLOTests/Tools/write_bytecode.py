"""Writes StableHLO texts as portable artifacts: MLIR bytecode of the dialect vhlo, of a version of choice.

    python -m venv v && v/bin/pip install jax
    v/bin/python write_bytecode.py VERSION FOLDER FILE.mlir ...

Each file becomes FOLDER/NAME.mlirbc; what that version cannot hold is listed and left out. VERSION is `current` or 0.9.0 and up.
"""
import pathlib, sys
from jaxlib.mlir.dialects import stablehlo

version, folder = sys.argv[1], pathlib.Path(sys.argv[2])
if version == "current":
    version = stablehlo.get_current_version()
folder.mkdir(parents=True, exist_ok=True)
left_out = 0
for path in map(pathlib.Path, sys.argv[3:]):
    try:
        (folder / f"{path.stem}.mlirbc").write_bytes(stablehlo.serialize_portable_artifact_str(path.read_text(), version))
    except Exception as error:
        left_out += 1
        print(f"{path}: {str(error).strip().splitlines()[0][:200]}")
print(f"{len(sys.argv) - 3 - left_out} files of version {version}, {left_out} left out")
