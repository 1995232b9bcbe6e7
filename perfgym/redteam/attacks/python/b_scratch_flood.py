# class: B
# tries: to fill every folder that it can write to, with bytes and with files
# expect: ACCEPTED
# stopped by: the scratch folder has limits on bytes and files, and is removed with the run
import tempfile

names = size = 0
try:
    for names in range(1_000_000):
        os.mkdir(f"/tmp/{names}")
except OSError:
    pass
for name in range(min(names, 8)):
    os.rmdir(f"/tmp/{name}")
try:
    with open("/tmp/flood", "wb") as flood:
        for size in range(4096):
            flood.write(b"x" * (1 << 20))
except OSError:
    pass
rt_leak_if(names > 100_000 or size > 1024, f"{names} folders, {size} MiB")
rt_works("another folder for scratch", tempfile.mkdtemp, "", "", "/work")
rt_solve()
