# class: B
# tries: to make the compiler write out two to the power of its depth of copies of a line
# expect: COMPILE_TIMEOUT COMPILE_ERROR TIMED_OUT OUT_OF_MEMORY CRASHED
# stopped by: limits on the build's time and memory, and on the run's

try: rt_solve
finally:
 try: rt_solve
 finally:
  try: rt_solve
  finally:
   try: rt_solve
   finally:
    try: rt_solve
    finally:
     try: rt_solve
     finally:
      try: rt_solve
      finally:
       try: rt_solve
       finally:
        try: rt_solve
        finally:
         try: rt_solve
         finally:
          try: rt_solve
          finally:
           try: rt_solve
           finally:
            try: rt_solve
            finally:
             try: rt_solve
             finally:
              try: rt_solve
              finally:
               try: rt_solve
               finally:
                try: rt_solve
                finally:
                 try: rt_solve
                 finally:
                  try: rt_solve
                  finally:
                   rt_solve(); rt_solve(); rt_solve()
