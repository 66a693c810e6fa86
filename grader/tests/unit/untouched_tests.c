/* untouched_tests.c - a comment is not yet work, a changed literal is */
#include "../../supervisor/untouched.h"
#include "unit.h"

static const char skeleton[] = "/* TODO 2.1 */\n"
                               "int f(char *s)\n"
                               "{\n"
                               "    (void)s; // later\n"
                               "    return g(\"a  b\", 'x');\n"
                               "}\n";

static void itself(void)
{
    CU_ASSERT(same_program(skeleton, skeleton) == 1);
    CU_ASSERT(same_program("", "") == 1);
}

static void comments(void)
{
    CU_ASSERT(same_program(skeleton, "// mine\nint f(char *s) /* s */ {\n"
                                     "(void)s; return g(\"a  b\", 'x'); }"));
    CU_ASSERT(same_program("int a;", "int a; // the end") == 1);
    CU_ASSERT(same_program("int a;", "/**/ /***/ int a; /* ** / */") == 1);
    CU_ASSERT(same_program("int a;", "int a; /* // */ // /*") == 1);
}

static void blanks(void)
{
    CU_ASSERT(same_program(skeleton, "int f(char*s){(void)s;\r\n\t\v\f"
                                     "return g ( \"a  b\" , 'x' ) ; }\n\n"));
}

static void changed(void)
{
    CU_ASSERT(same_program("return -1;", "return 1;") == 0);
    CU_ASSERT(same_program("return -1;", "return -1; }") == 0);
    CU_ASSERT(same_program("a + b", "a - b") == 0);
    CU_ASSERT(same_program("a / b", "a b") == 0);
    CU_ASSERT(same_program("a /* x */ b;", "a b; c;") == 0);
}

static void literals(void)
{
    CU_ASSERT(same_program("g(\"a  b\")", "g(\"a b\")") == 0);
    CU_ASSERT(same_program("g(\"ab\")", "g(\"a b\")") == 0);
    CU_ASSERT(same_program("c = ' ';", "c = '\t';") == 0);
}

static void slashes_in_strings(void)
{
    CU_ASSERT(same_program("g(\"//x\");", "g(\"//y\");") == 0);
    CU_ASSERT(same_program("g(\"/*x*/\");", "g(\"\");") == 0);
    CU_ASSERT(same_program("g(\"/* \", 1);", "g(\"/* \", 2);") == 0);
}

static void quotes(void)
{
    CU_ASSERT(same_program("g(\"\\\"//x\");", "g(\"\\\"//y\");") == 0);
    CU_ASSERT(same_program("c = '\"'; // x", "c = '\"'; // y") == 1);
    CU_ASSERT(same_program("c = '\\''; // x", "c = '\\''; // y") == 1);
    CU_ASSERT(same_program("s = \"\\\\\"; // x", "s = \"\\\\\"; // y") == 1);
    CU_ASSERT(same_program("s = \"'\"; // x", "s = \"'\"; // y") == 1);
}

static void unclosed(void)
{
    CU_ASSERT(same_program("int a; /* no end", "int a;") == 1);
    CU_ASSERT(same_program("int a; /*", "int a;") == 1);
    CU_ASSERT(same_program("int a; /* *", "int a; //") == 1);
    CU_ASSERT(same_program("s = \"no end", "s = \"no end") == 1);
    CU_ASSERT(same_program("s = \"no end\\", "s = \"no en") == 0);
}

static void quote_in_comment(void)
{
    CU_ASSERT(same_program("/* don't */ a  b;", "// it's \"so\n a b;") == 1);
}

const struct test untouched_tests[] = {
    {"a text is the same program as itself", itself},
    {"comments do not make another program", comments},
    {"indentation does not make another program", blanks},
    {"a changed token makes another program", changed},
    {"a blank inside a literal makes another program", literals},
    {"slashes inside a string begin no comment", slashes_in_strings},
    {"an escaped quote does not end its literal", quotes},
    {"an unclosed comment or string ends with the text", unclosed},
    {"a quote inside a comment begins no literal", quote_in_comment},
    {NULL, NULL},
};
