"""The lists of programs that save pages to read: bookmarks, Pocket, Instapaper, Raindrop, Readwise, linkding, Karakeep."""
