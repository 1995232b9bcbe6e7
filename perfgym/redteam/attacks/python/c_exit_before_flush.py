# class: C
# tries: to end well before its output is written
# expect: WRONG_OUTPUT
# stopped by: output bytes decide
data = rt_answer()
sys.stdout.buffer.write(data[: len(data) // 2])
sys.stdout.flush()
sys.stdout.buffer.write(data[len(data) // 2 :][-64:])
os._exit(0)
