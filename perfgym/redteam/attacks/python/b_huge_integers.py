# class: B
# tries: to compute a number of 350 million digits, during which Python runs no signal handler
# expect: TIMED_OUT OUT_OF_MEMORY CRASHED
# stopped by: the time limit is enforced from outside, by SIGKILL
import signal

for number in (signal.SIGTERM, signal.SIGINT, signal.SIGXCPU, signal.SIGALRM):
    signal.signal(number, signal.SIG_IGN)
nine = 9
print(len(str(nine**nine**nine)))
