"""A clone of Parameter Golf that needs no GPU: its script prints a log in the form of the real one."""

import subprocess
from pathlib import Path

__all__ = ["GOLF_SCRIPT", "golf_clone"]

GOLF_SCRIPT = """\
import math, os, pathlib, random

RATE = 0.04
WEIGHTS = 15_800_000
seed = int(os.environ["SEED"])
data = pathlib.Path("data/datasets/fineweb10B_sp1024")
assert list(data.glob("fineweb_val_*.bin")), "no data"
print(f"val_loader:shards pattern={data}/fineweb_val_*.bin tokens:62021632")
bpb = 1.2244 - (RATE - 0.04) + random.Random(f"{seed} {RATE}").gauss(0, 0.0006)
loss = bpb * math.log(2) * 2.4359
for step in (0, 1000, 2000):
    print(f"step:{step}/20000 val_loss:{loss + 3 - step / 1000:.4f} val_bpb:{bpb + 1:.4f}")
print("stopping_early: wallclock_cap train_time:600038ms step:2000/20000")
with open("final_model.int8.ptz", "wb") as file:
    file.write(f"{seed} {RATE}".encode())
    file.truncate(WEIGHTS)
code = len(pathlib.Path(__file__).read_bytes())
print(f"Code size: {code} bytes")
print(f"Total submission size: {67_224_983 + code} bytes")
print(f"Total submission size int8+zlib: {WEIGHTS + code} bytes")
print(f"final_int8_zlib_roundtrip val_loss:{loss:.4f} val_bpb:{bpb:.4f} eval_time:1401ms")
print(f"final_int8_zlib_roundtrip_exact val_loss:{loss:.8f} val_bpb:{bpb:.8f}")
"""

_FILES = {
    "README.md": "# Parameter Golf\n",
    "train_gpt.py": GOLF_SCRIPT,
    "data/README.md": "# Data\n",
    "data/cached_challenge_fineweb.py": "print('fetch')\n",
    "data/tokenizer_specs.json": "{}\n",
    ".gitignore": "data/datasets\ndata/tokenizers\n*.ptz\n",
}


def golf_clone(folder: Path, *, data: bool = True) -> Path:
    """Make the clone, with a remote that must never be reached; without ``data``, as after ``git clone``."""
    for path, text in _FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    for command in (
        ("init", "--quiet", "--initial-branch=main"),
        ("add", "."),
        ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--message=all"),
        ("remote", "add", "origin", "/nowhere"),
    ):
        subprocess.run(("git", "-C", str(folder), *command), check=True)
    if data:
        for path in ("data/datasets/fineweb10B_sp1024/fineweb_val_000000.bin", "data/tokenizers/1024.model"):
            (folder / path).parent.mkdir(parents=True)
            (folder / path).write_bytes(b"data")
    return folder
