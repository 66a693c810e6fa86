/* hostile: 3 GiB 的初始化数组 / an array of 3 GiB with a value in it — expect: build-error */
char huge[3ul << 30] = {1};
