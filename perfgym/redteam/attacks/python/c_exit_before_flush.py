# class: C
# tries: to exit with status 0 before its output is written
# expect: WRONG_OUTPUT
# stopped by: the output's bytes are compared
data = rt_answer()
sys.stdout.buffer.write(data[: len(data) // 2])
sys.stdout.flush()
sys.stdout.buffer.write(data[len(data) // 2 :][-64:])
os._exit(0)
