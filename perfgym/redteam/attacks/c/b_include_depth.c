/* class: B
 * tries: to make the compiler read one file a thousand million times
 * expect: COMPILE_ERROR COMPILE_TIMEOUT
 * stopped by: the build's limit on time
 */
#ifndef RT_DEPTH
#define RT_DEPTH 1
#include "solution.c"
#include "solution.c"
#include __FILE__
#else
#include __FILE__
#include __FILE__
#endif
