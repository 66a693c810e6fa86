/* hostile: 在 #error 里放终端控制序列和双向文字 / puts terminal escapes and bidi marks into #error — expect: build-error */
#error "[2J]0;forged ‮ forged ⁦ ]]></failure> &amp; 31m"
