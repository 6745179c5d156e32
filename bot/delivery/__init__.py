"""The post office: messages that were decided on go out once, or somebody is told why not. See docs/delivery.md."""
