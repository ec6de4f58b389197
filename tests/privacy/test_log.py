from gongkai.privacy.log import LogEntry, write_log


def test_log_is_canonical(tmp_path):
    one = LogEntry("b.txt", 12, None, "", 1, 2, 3, "after 填报人", "name", 3)
    two = LogEntry("a.pdf", None, 2, "", None, None, None, "landline", "phone", 12)
    ten = LogEntry("b.txt", 2, None, "", None, None, None, "landline", "phone", 12)
    write_log([one, two, ten], tmp_path / "reports" / "1.csv")
    write_log([ten, one, two], tmp_path / "reports" / "2.csv")
    text = (tmp_path / "reports" / "1.csv").read_bytes()
    assert text == (tmp_path / "reports" / "2.csv").read_bytes()
    assert text.decode() == (
        "file,line,page,ref,table,row,column,rule,kind,length\n"
        "a.pdf,,2,,,,,landline,phone,12\n"
        "b.txt,2,,,,,,landline,phone,12\n"
        "b.txt,12,,,1,2,3,after 填报人,name,3\n"
    )
