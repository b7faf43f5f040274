"""Use cases of the kiosk, the ports they need, the commands they take and the view state they make.

It imports the domain and, of the other parts, only values (messages, wire, status) and their errors. It opens
no file, socket or thread: those come in through the ports.
"""
