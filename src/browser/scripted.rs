//! The double: a browser that plays a script. To be written by the browser room.
