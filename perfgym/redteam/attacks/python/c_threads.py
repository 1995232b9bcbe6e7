# class: C
# tries: to hide its CPU time in threads on other cores
# expect: ACCEPTED
# stopped by: threads share one core, and the CPU time of all of them counts
import threading

rt_works("other cores", os.sched_setaffinity, 0, range(os.cpu_count() or 1))
worker = threading.Thread(target=rt_solve)
worker.start()
worker.join()
