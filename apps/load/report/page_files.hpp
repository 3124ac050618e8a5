#ifndef DATAARTS_LOAD_REPORT_PAGE_FILES_HPP
#define DATAARTS_LOAD_REPORT_PAGE_FILES_HPP

#include <string_view>

namespace dataarts::load {

// The files of apps/load/report/page, embedded.

std::string_view page_frame() noexcept;  ///< page.html: with {{NAME}} where something is put in
std::string_view page_style() noexcept;  ///< page.css
// The script, whose parts follow each other in this order.
std::string_view page_texts_script() noexcept;       ///< elements, numbers, and their units
std::string_view page_charts_script() noexcept;      ///< charts over time
std::string_view page_spectrum_script() noexcept;    ///< the percentile spectrum
std::string_view page_run_script() noexcept;         ///< what the page of a run shows
std::string_view page_comparison_script() noexcept;  ///< what the page of a comparison shows
std::string_view page_start_script() noexcept;

}  // namespace dataarts::load

#endif
