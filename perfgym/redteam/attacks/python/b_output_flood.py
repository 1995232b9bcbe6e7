# class: B
# tries: to write to both streams without end
# expect: OUTPUT_TOO_LARGE
# stopped by: the limit on file size
import signal

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
block = b"x" * (1 << 20)
for _ in range(4096):
    for descriptor in (2, 1):
        try:
            os.write(descriptor, block)
        except OSError:
            pass
