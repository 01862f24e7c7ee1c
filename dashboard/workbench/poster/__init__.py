"""The poster of the river diagram: every place with its name on A3, as a PDF with text that is text.

``make`` makes it of the payload that the screen draws; ``layout`` says where rows stand, ``bars`` what fills them.
"""
