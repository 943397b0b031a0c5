// The heap of the program: mimalloc (https://github.com/microsoft/mimalloc), which stands in for the C library's
// malloc, since a booking, a page and a mail are made of many small pieces. Under a sanitizer the heap is the
// sanitizer's.
#pragma once

namespace rehearse {

// While it lives, what is freed goes back to the kernel at once: starting takes much memory that serving does not need.
// One at a time.
class thrifty_heap {
 public:
  thrifty_heap();
  ~thrifty_heap();
  thrifty_heap(thrifty_heap const&) = delete;
  thrifty_heap& operator=(thrifty_heap const&) = delete;

 private:
  long usual_delay_;
};

}  // namespace rehearse
