# class: B
# tries: to run for ever and to ignore every request to stop
# expect: TIMED_OUT
# stopped by: the time limit
import signal

for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
