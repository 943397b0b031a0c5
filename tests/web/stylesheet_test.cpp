// The stylesheet as browsers get it.
#include "server/web/frame/stylesheet.hpp"

#include <gtest/gtest.h>

namespace rehearse::test {

TEST(Stylesheet, LosesCommentsAndBlanksThatMeanNothing) {
  auto const written =
      "/* frame */\nmain a,\nmain b {\n  color: red;\n  margin: 0 1px; /* thin */\n}\n\n@media print { a { b: c; } }\n";

  auto const sent = tightened(written);

  EXPECT_EQ(sent, "main a,main b{color:red;margin:0 1px}@media print{a{b:c}}");
}

TEST(Stylesheet, KeepsBlanksThatMeanSomething) {
  for (std::string const written :
       {"main :is(a){b:calc(1px + 2px)}", "a:has(> b) :not(c){d:e / f}", "@media (a:b) and (c:d){e{f:g}}"})
    EXPECT_EQ(tightened(written), written);
}

TEST(Stylesheet, LeavesAloneWhatStandsInQuotes) {
  for (std::string const written : {"a{b:\"x ;  /* y */ { z\"}", "a{b:'\"  ; '}"})
    EXPECT_EQ(tightened(written), written);
}

TEST(Stylesheet, EndsWhereItsTextEnds) {
  EXPECT_EQ(tightened("a{b:c} /* never closed"), "a{b:c}");
  EXPECT_EQ(tightened("a{b:\"c"), "a{b:\"c");
  EXPECT_EQ(tightened("  "), "");
}

}  // namespace rehearse::test
