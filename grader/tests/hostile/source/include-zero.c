/* hostile: 包含没有尽头的文件 / includes a file without end — expect: build-error */
#include "/dev/zero"
