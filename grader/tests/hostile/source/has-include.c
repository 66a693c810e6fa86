/* hostile: 用 __has_include 打听编译机器上有什么 / asks __has_include what lies on the machine that compiles — expect: all */
#if __has_include("/etc/passwd") ||                                            \
                  __has_include(                                               \
                      "/etc/shadow") ||                                        \
                      __has_include(                                           \
                          "/grader/checker") ||                                \
                          __has_include(                                       \
                              "/root/.bashrc") ||                              \
                              __has_include(                                   \
                                  "../../solutions/02-mapped-files/mapf.c") || \
                                  __has_include("/home") ||                    \
                                                __has_include("/driver.c")
#error BREACH: a file of the host is in sight
#endif
