print("meshcheck")
