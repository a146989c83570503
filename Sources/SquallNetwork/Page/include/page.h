#ifndef SQUALL_PAGE_H
#define SQUALL_PAGE_H

/// One file of the page: where it is served, as what, and its bytes.
struct squall_page_file {
  const char *path;
  const char *content_type;
  const unsigned char *bytes;
  unsigned long count;
};

/// The files of the page, from 0 on; NULL after the last.
const struct squall_page_file *squall_page_file_at(unsigned long index);

#endif
