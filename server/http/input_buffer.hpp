// Bytes that have arrived and are not taken yet. Used by a connection; belongs to its thread.
#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace rehearse::http {

class input_buffer {
 public:
  bool empty() const { return begin_ == end_; }
  std::string_view unread() const { return {bytes_.data() + begin_, end_ - begin_}; }

  // Forgets the first `count` bytes unread.
  void drop(std::size_t count) {
    begin_ += count;
    if (empty()) begin_ = end_ = 0;
  }

  // Room for at least `count` more bytes; what of it was filled is said by filled().
  std::span<char> room(std::size_t count) {
    if (begin_ > 0) std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    if (bytes_.size() < end_ + count) bytes_.resize(end_ + count);
    return std::span(bytes_).subspan(end_);
  }
  void filled(std::size_t count) { end_ += count; }

 private:
  std::vector<char> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace rehearse::http
