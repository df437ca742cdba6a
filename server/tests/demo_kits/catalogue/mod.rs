mod add;
mod edit;
mod list;
mod picture;
