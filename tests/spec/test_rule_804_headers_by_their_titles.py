"""A header ends where every column has its title: cells merged down cover it, cells merged across are divided below."""


def test_titles_merged_both_ways(label):
    assert label("""
        项目 | 期末余额 | < | 年初余额 | <
        ^ | 账面余额 | 减值准备 | 账面余额 | 减值准备
        设备 | 4206096.58 | . | 1624578.87 | .
        软件 | 986335.8 | 20 | 12.5 | .
        合计 | 5192432.38 | 20 | 1624591.37 | .
    """) == ["header", "header", "body", "body", "subtotal"]


def test_one_row_of_titles_over_words_is_the_whole_header(label):
    assert label("""
        单位名称 | 账款性质 | 核销金额 | 核销原因
        泰州某局 | 服务费 | 60000 | 无法收回
        合计 | / | 60000 | /
    """) == ["header", "body", "subtotal"]


def test_a_table_without_numbers(label):
    assert label("""
        证书名称 | 证书编号 | 发证部门
        生产许可证 | 甲字第一号 | 省局
        经营许可证 | 乙字第二号 | 市局
    """) == ["header", "body", "body"]


def test_a_row_merged_over_all_titles_of_a_bare_table_is_their_uppermost_header(label):
    assert label("""
        取得的资质证书如下 | < | <
        公司名称 | 证书名称 | 发证部门
        万汇 | 生产许可证 | 省局
    """) == ["header", "header", "body"]


def test_a_list_of_one_column(label):
    assert label(
        """
        Wavelengths
        nm
        400.1
        400.2
        400.3
    """,
        file="list.csv",
    ) == ["title", "header", "body", "body", "body"]


def test_a_merged_row_that_names_a_table_is_its_title(label):
    assert label("""
        各镇树木统计表 | < | <
        镇名 | 松树 | 杉树
        甲镇 | 300 | 41
        乙镇 | 210 | 17
        合计 | 510 | 58
    """) == ["title", "header", "body", "body", "subtotal"]
