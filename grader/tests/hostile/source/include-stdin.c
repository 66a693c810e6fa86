/* hostile: 包含标准输入 / includes the standard input — expect: build-error */
#include "/dev/stdin"
#include "/proc/self/fd/0"
#error nothing there to wait for
