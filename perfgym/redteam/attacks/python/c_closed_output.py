# class: C
# tries: to close standard output and have the answer read from elsewhere
# expect: WRONG_OUTPUT CRASHED
# stopped by: only the harness's own output file is read
answer = rt_answer()
sys.stdout.close()
os.dup2(2, 1)
os.write(1, answer)
