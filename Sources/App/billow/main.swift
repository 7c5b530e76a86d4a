print("billow")
