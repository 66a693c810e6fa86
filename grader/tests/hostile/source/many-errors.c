/* hostile: 成千上万条错误 / errors by the thousand — expect: build-error */
#define A                                                                      \
    nothing1;                                                                  \
    nothing2;                                                                  \
    nothing3;                                                                  \
    nothing4;                                                                  \
    nothing5;                                                                  \
    nothing6;                                                                  \
    nothing7;
#define B A A A A A A A A A A
#define C B B B B B B B B B B

void many(void)
{
    C C C C C C C C C C
}
