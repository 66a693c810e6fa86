/* hostile: 包含自己 / includes itself — expect: build-error */
#include __FILE__
#include __FILE__
