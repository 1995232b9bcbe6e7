# class: E
# tries: to end the processes around it, then itself, so that the harness seems to have failed
# expect: CRASHED
# stopped by: init takes no signal from inside, and how the program ended is the program's
import signal

for number in range(1, signal.NSIG):
    for target in (1, os.getppid(), -1):
        try:
            os.kill(target, number)
        except OSError:
            pass
os.kill(os.getpid(), signal.SIGKILL)
