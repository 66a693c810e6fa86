/* hostile: 包含参考答案 / includes the model answer — expect: build-error */
#include "../../solutions/02-mapped-files/mapf.c"
