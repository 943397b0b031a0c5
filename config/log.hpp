// The log: one line an event, to standard error, as text or JSON (`[log] format`). Values that may be private
// (addresses, names, texts, tokens) are never handed to it: ids only. Any thread. spdlog is included by log.cpp alone.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace rehearse::log {

struct field {
  std::string_view name;
  std::string_view value;  // of something that lives until the call is over, which temporaries in it do
};
using fields = std::initializer_list<field>;

enum class level { debug, info, warning, error, off };
enum class format { text, json };

// Called once by main before any thread starts; until then warnings and errors go out as text.
void open(level least, format as);

void debug(std::string_view what, fields facts = {});
void info(std::string_view what, fields facts = {});
void warning(std::string_view what, fields facts = {});
void error(std::string_view what, fields facts = {});

// The same, written with the next line or flush(): for what is noted of every request, which would else cost a system
// call each. Whoever calls it sees to it that somebody flushes soon.
void later(level l, std::string_view what, fields facts = {});
void flush();

}  // namespace rehearse::log
