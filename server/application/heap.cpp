#include "server/application/heap.hpp"

#if REHEARSE_OWN_HEAP
#include <mimalloc.h>
#endif

namespace rehearse {

#if REHEARSE_OWN_HEAP
thrifty_heap::thrifty_heap() : usual_delay_(mi_option_get(mi_option_decommit_delay)) {
  mi_option_set(mi_option_decommit_delay, 0);
}
thrifty_heap::~thrifty_heap() {
  mi_collect(true);
  mi_option_set(mi_option_decommit_delay, usual_delay_);
}
#else
thrifty_heap::thrifty_heap() : usual_delay_(0) {}
thrifty_heap::~thrifty_heap() = default;
#endif

}  // namespace rehearse
