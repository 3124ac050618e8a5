#ifndef DATAARTS_COMPLETION_HPP
#define DATAARTS_COMPLETION_HPP

#include <dataarts/failure.hpp>
#include <dataarts/instance_ref.hpp>
#include <dataarts/script_instance.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace dataarts {

/// How a completion may reach the caller.
enum class delivery {
  in_place,  ///< from a handler that runs on the client's executor
  posted,    ///< from anywhere else, above all from inside the initiating function
};

/// A move-only callable of any small type, kept in place, called at most once. One that was not called is destroyed
/// only.
template <class... Arguments>
class erased_call {
 public:
  static constexpr std::size_t capacity = 64;

  erased_call() noexcept = default;

  template <class Target>
    requires(!std::is_same_v<std::remove_cvref_t<Target>, erased_call>)
  explicit erased_call(Target target) : operations_(&operations_of<Target>) {
    static_assert(sizeof(Target) <= capacity && alignof(Target) <= alignof(std::max_align_t));
    static_assert(std::is_nothrow_move_constructible_v<Target>);
    ::new (static_cast<void*>(space_)) Target(std::move(target));
  }

  erased_call(erased_call&& other) noexcept : operations_(std::exchange(other.operations_, nullptr)) {
    if (operations_) operations_->move(space_, other.space_);
  }

  erased_call& operator=(erased_call&& other) noexcept {
    if (this == &other) return *this;
    reset();
    operations_ = std::exchange(other.operations_, nullptr);
    if (operations_) operations_->move(space_, other.space_);
    return *this;
  }

  ~erased_call() { reset(); }

  explicit operator bool() const noexcept { return operations_ != nullptr; }

  /// Calls the target, which is gone afterwards.
  void operator()(Arguments... arguments) {
    std::exchange(operations_, nullptr)->call(space_, std::forward<Arguments>(arguments)...);
  }

  void reset() noexcept {
    if (operations_) std::exchange(operations_, nullptr)->destroy(space_);
  }

 private:
  struct operations {
    void (*call)(void*, Arguments...);
    void (*move)(void* to, void* from) noexcept;  // and destroys the source
    void (*destroy)(void*) noexcept;
  };

  template <class Target>
  static constexpr operations operations_of{[](void* at, Arguments... arguments) {
                                              // Moved out first: the call may reach code that reuses this object.
                                              Target target(std::move(*static_cast<Target*>(at)));
                                              std::destroy_at(static_cast<Target*>(at));
                                              target(std::forward<Arguments>(arguments)...);
                                            },
                                            [](void* to, void* from) noexcept {
                                              ::new (to) Target(std::move(*static_cast<Target*>(from)));
                                              std::destroy_at(static_cast<Target*>(from));
                                            },
                                            [](void* at) noexcept { std::destroy_at(static_cast<Target*>(at)); }};

  operations const* operations_ = nullptr;
  alignas(std::max_align_t) std::byte space_[capacity];
};

/// Where the outcome of a call goes: how, the client's executor, what was asked, what came of it.
using completion =
    erased_call<delivery, boost::asio::any_io_executor const&, instance_ref&&, result<script_instance>&&>;

}  // namespace dataarts

#endif
