"""Clock, randomness and environment are each read in one place."""
import re

# What is looked for, in which files it may stand (patterns), and what to do instead.
READINGS = [
    (r"system_clock::now|\butc_clock|\bgettimeofday\b|\bclock_gettime\b|(?<![\w.>])(?:std::|::)?time\s*\(\s*(?:NULL|nullptr|0|&\w+)\s*\)|CURRENT_TIMESTAMP|datetime\('now'|strftime\([^)]*'now'|unixepoch\(",
     ["config/clock.cpp"], "take a clock or an instant"),
    (r"\brandombytes_|\brandom_device\b|\bmt19937|\bgetrandom\b|\bgetentropy\b|/dev/u?random|(?<![\w.>])s?rand\s*\(|\bcrypto_secretbox_keygen\b|\brandomblob\b|(?<![\w:.>])random\(\)",
     ["config/randomness.cpp"], "take a randomness"),
    (r"\bgetenv\b|\bsecure_getenv\b|\benviron\b|\bsetenv\b|\bputenv\b", ["config/environment.cpp"],
     "take a setting, or the environment as a value"),
]


def mistakes(tree):
    for path in tree.sources():
        for number, line in tree.lines(path):
            for pattern, homes, instead in READINGS:
                found = re.search(pattern, line)
                if found and path not in homes:
                    yield f"{path}:{number}: {found[0]} is read in {homes[0]} alone; {instead}"


GOOD = {
    "config/clock.cpp": "std::chrono::system_clock::now();",
    "config/randomness.cpp": "randombytes_buf(a, b);",
    "config/environment.cpp": "environ",
    "server/http/a.cpp": "// getenv\nauto t = std::chrono::steady_clock::now(); clock.now(); #include \"config/environment.hpp\"\n"
                         "std::time_t const at = to_time(x); zone.time(0);",
}
BAD = [
    {"server/a.cpp": "auto now = std::chrono::system_clock::now();"},
    {"scheduler/storage/a.cpp": "auto sql = \"insert … values (datetime('now'))\";"},
    {"scheduler/rules/a.cpp": "auto t = time(nullptr);"},
    {"scheduler/rules/a.cpp": "auto t = std::time(0);"},
    {"notify/smtp/a.cpp": "std::random_device d;"},
    {"server/auth/a.cpp": "randombytes_buf(a, b);"},
    {"server/a.cpp": 'std::getenv("HOME");'},
    {"config/settings.cpp": 'getenv("HOME");'},
]
