# class: B
# tries: to make the compiler copy a line two to the power of the nesting depth times
# expect: COMPILE_TIMEOUT COMPILE_ERROR TIMED_OUT OUT_OF_MEMORY CRASHED
# stopped by: limits on the time and memory of the build and of the run

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
