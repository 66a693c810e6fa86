/* hostile: 一个函数也没有 / defines no function at all — expect: build-error */
typedef int nothing;
