mod decide;
mod submit;
