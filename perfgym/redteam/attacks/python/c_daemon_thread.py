# class: C
# tries: to let a daemon thread do the work after the main thread has ended
# expect: WRONG_OUTPUT CRASHED
# stopped by: the process ends with its main thread, and the output at that moment is compared
import threading
import time


def later():
    time.sleep(0.5)
    rt_solve()


threading.Thread(target=later, daemon=True).start()
