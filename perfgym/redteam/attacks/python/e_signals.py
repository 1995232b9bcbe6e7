# class: E
# tries: to kill the processes around it and then itself, so that the harness seems to have failed
# expect: CRASHED
# stopped by: init receives no signal from inside, and the program's end is the program's
import signal

for number in range(1, signal.NSIG):
    for target in (1, os.getppid(), -1):
        try:
            os.kill(target, number)
        except OSError:
            pass
os.kill(os.getpid(), signal.SIGKILL)
